package social.skein.tag;

import io.vertx.core.Future;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.relationship.RelationsChanged;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/** Follows and unfollows hashtags; a call that changes nothing appends no fact. */
public final class TagFollowWriter {
    private final Db db;
    private final Outbox outbox;
    private final HintBus hints;

    public TagFollowWriter(Db db, Outbox outbox, HintBus hints) {
        this.db = db;
        this.outbox = outbox;
        this.hints = hints;
    }

    Future<Void> follow(AccountId account, String tag) {
        return db.inShardOf(
                account,
                (tx, id) -> TagFollows.follow(tx, account, tag, id)
                        .compose(added ->
                                added ? publish(tx, new Fact.TagFollowed(account, tag)) : Future.succeededFuture()));
    }

    Future<Void> unfollow(AccountId account, String tag) {
        return db.inShardOf(
                account,
                (tx, id) -> TagFollows.unfollow(tx, account, tag)
                        .compose(removed -> removed
                                ? publish(tx, new Fact.TagUnfollowed(account, tag))
                                : Future.succeededFuture()));
    }

    private Future<Void> publish(Transaction tx, Fact fact) {
        tx.afterCommit(() -> hints.publish(RelationsChanged.HINT, new RelationsChanged(fact.actor())));
        return outbox.append(tx, fact);
    }
}
