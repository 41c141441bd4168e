package social.skein.relationship;

import social.skein.cluster.Hint;
import social.skein.cluster.Hints;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/** How this account stands to others has changed, or what interests it: whoever keeps that in memory reads it anew. */
public record TiesChanged(AccountId account) {
    public static final Hint<TiesChanged> HINT = new Hint<>("skein.ties", TiesChanged.class);

    /** Tells it once the change is committed. */
    static void after(Sql tx, Hints hints, AccountId account) {
        tx.afterCommit(() -> hints.publish(HINT, new TiesChanged(account)));
    }
}
