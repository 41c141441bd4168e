package social.skein.relationship;

import social.skein.cluster.Hint;
import social.skein.cluster.HintBus;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/** The relations or subscriptions of this account have changed; caches reload them. */
public record RelationsChanged(AccountId account) {
    public static final Hint<RelationsChanged> HINT = new Hint<>("skein.relations", RelationsChanged.class);

    /** Publishes the hint once the change is committed. */
    static void publishAfterCommit(Sql tx, HintBus hints, AccountId account) {
        tx.afterCommit(() -> hints.publish(HINT, new RelationsChanged(account)));
    }
}
