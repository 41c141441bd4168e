package social.skein.account;

import social.skein.cluster.HintBus;
import social.skein.cluster.HintType;
import social.skein.model.AccountId;
import social.skein.sql.Transaction;

/** Hint: the profile of an account changed, or the account was deleted; caches invalidate it. */
public record AccountChanged(AccountId account) {
    public static final HintType<AccountChanged> HINT = new HintType<>("skein.account", AccountChanged.class);

    /** Publishes the hint once the change is committed. */
    static void publishAfterCommit(Transaction tx, HintBus hints, AccountId account) {
        tx.afterCommit(() -> hints.publish(HINT, new AccountChanged(account)));
    }
}
