package social.skein.relationship;

import social.skein.cluster.Hint;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/** How this account stands to others has changed, or what interests it: whoever keeps that in memory reads it anew. */
public record RelationsChanged(AccountId account) {
    public static final Hint<RelationsChanged> HINT = new Hint<>("skein.relations", RelationsChanged.class);

    /** Tells it once the change is committed. */
    static void publishAfterCommit(Sql tx, HintBus hints, AccountId account) {
        tx.afterCommit(() -> hints.publish(HINT, new RelationsChanged(account)));
    }
}
