package social.skein.relationship;

import io.vertx.core.Future;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.Page;
import social.skein.model.Window;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/** Who has blocked whom. A block ends all there was between the two, whichever of them it came from. */
public final class Blocks {
    private static final String ADD = """
            insert into block (account_id, target_id, id) values ($1, $2, $3) on conflict do nothing
            """;

    private static final String REMOVE = "delete from block where account_id = $1 and target_id = $2";

    private static final String OF_ACCOUNT = """
            select id, target_id as account from block where account_id = $4 and id > $1 and id < $2
            """;

    private final Db db;
    private final Following following;
    private final Outbox outbox;
    private final Hints hints;

    public Blocks(Db db, Following following, Outbox outbox, Hints hints) {
        this.db = db;
        this.following = following;
        this.outbox = outbox;
        this.hints = hints;
    }

    /** Blocks from now on; changes nothing where that is so already. */
    Future<Void> block(AccountId owner, AccountId target) {
        return db.transaction(tx -> new Pair(owner, target)
                .lock(tx)
                .compose(drawn -> tx.update(ADD, owner.value(), target.value(), drawn.actors()))
                .compose(added -> added == 0 ? Future.succeededFuture() : part(tx, owner, target)));
    }

    private Future<Void> part(Sql tx, AccountId owner, AccountId target) {
        changed(tx, owner, target);
        return following.part(tx, owner, target).compose(parted -> outbox.append(tx, new Fact.Blocked(owner, target)));
    }

    /** Blocks no longer. What the block ended stays ended. */
    Future<Void> unblock(AccountId owner, AccountId target) {
        return db.transaction(tx -> tx.nextId(Ids.shard(owner.value())).compose(id -> {
            changed(tx, owner, target);
            return tx.update(REMOVE, owner.value(), target.value()).mapEmpty();
        }));
    }

    /** Whom an account has blocked, newest first. */
    Future<Page<Entry>> of(AccountId owner, Window window) {
        return db.reading().page(OF_ACCOUNT, window, Entry::of, Entry::id, owner.value());
    }

    private void changed(Sql tx, AccountId owner, AccountId target) {
        TiesChanged.after(tx, hints, owner);
        TiesChanged.after(tx, hints, target);
    }
}
