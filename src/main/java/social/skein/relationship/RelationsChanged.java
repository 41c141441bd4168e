package social.skein.relationship;

import social.skein.cluster.HintBus;
import social.skein.cluster.HintType;
import social.skein.model.AccountId;
import social.skein.sql.Transaction;

/** The relations or subscriptions of this account have changed; caches reload them. */
public record RelationsChanged(AccountId account) {
    public static final HintType<RelationsChanged> HINT = new HintType<>("skein.relations", RelationsChanged.class);

    /** Publishes the hint once the change is committed. */
    static void publishAfterCommit(Transaction tx, HintBus hints, AccountId account) {
        tx.afterCommit(() -> hints.publish(HINT, new RelationsChanged(account)));
    }
}
