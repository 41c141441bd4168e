package social.skein.account;

import social.skein.cluster.Hint;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/** Hint: the profile of an account changed, or the account was deleted; caches invalidate it. */
public record AccountChanged(AccountId account) {
    public static final Hint<AccountChanged> HINT = new Hint<>("skein.account", AccountChanged.class);

    /** Publishes the hint once the change is committed. */
    static void publishAfterCommit(Sql tx, HintBus hints, AccountId account) {
        tx.afterCommit(() -> hints.publish(HINT, new AccountChanged(account)));
    }
}
