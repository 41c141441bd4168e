package social.skein.tag;

import io.vertx.core.Future;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.relationship.TiesChanged;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/** Following hashtags and leaving them; what is so already stays so and is not told again. */
public final class TagFollowing {
    private final Db db;
    private final Outbox outbox;
    private final Hints hints;

    public TagFollowing(Db db, Outbox outbox, Hints hints) {
        this.db = db;
        this.outbox = outbox;
        this.hints = hints;
    }

    Future<Void> follow(AccountId account, String tag) {
        return db.transaction(tx -> tx.nextId(Ids.shard(account.value()))
                .compose(id -> TagFollows.follow(tx, account, tag, id))
                .compose(added -> added ? tell(tx, new Fact.TagFollowed(account, tag)) : Future.succeededFuture()));
    }

    Future<Void> unfollow(AccountId account, String tag) {
        return db.transaction(tx -> tx.nextId(Ids.shard(account.value()))
                .compose(held -> TagFollows.unfollow(tx, account, tag))
                .compose(gone -> gone ? tell(tx, new Fact.TagUnfollowed(account, tag)) : Future.succeededFuture()));
    }

    private Future<Void> tell(Sql tx, Fact fact) {
        tx.afterCommit(() -> hints.publish(TiesChanged.HINT, new TiesChanged(fact.actor())));
        return outbox.append(tx, fact);
    }
}
