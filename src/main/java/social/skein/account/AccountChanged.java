package social.skein.account;

import social.skein.cluster.Hint;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/** Somebody says something else about themselves, or stands differently: whoever keeps how they look looks again. */
public record AccountChanged(AccountId account) {
    public static final Hint<AccountChanged> HINT = new Hint<>("skein.account", AccountChanged.class);

    /** Tells it once the change is committed. */
    static void publishAfterCommit(Sql tx, HintBus hints, AccountId account) {
        tx.afterCommit(() -> hints.publish(HINT, new AccountChanged(account)));
    }
}
