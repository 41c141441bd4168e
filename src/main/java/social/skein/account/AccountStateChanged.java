package social.skein.account;

import social.skein.cluster.Hint;
import social.skein.model.AccountId;

/**
 * Somebody was locked out or let in again, and with them all they wrote. Told by whoever handles the fact, since an operator's
 * command that makes it true belongs to no cluster.
 */
public record AccountStateChanged(AccountId account) {
    public static final Hint<AccountStateChanged> HINT = new Hint<>("skein.account-state", AccountStateChanged.class);
}
