package social.skein.account;

import social.skein.cluster.HintType;
import social.skein.model.AccountId;

/**
 * Hint: an account was suspended or unsuspended, so it and its statuses became hidden or visible. Published by the
 * handler of the fact, because the operator's command that causes it is not a member of the cluster.
 */
public record AccountStateChanged(AccountId account) {
    public static final HintType<AccountStateChanged> HINT =
            new HintType<>("skein.account-state", AccountStateChanged.class);
}
