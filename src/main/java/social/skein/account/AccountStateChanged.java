package social.skein.account;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;

/**
 * Hint: an account was suspended or unsuspended, so it and its statuses became hidden or visible. Published by the
 * handler of the fact, because the operator's command that causes it is not a member of the cluster.
 */
public record AccountStateChanged(AccountId account) {
    public static final Hint<AccountStateChanged> HINT = new Hint<>("skein.account-state", AccountStateChanged.class);
}
