package social.skein.relationship;

import io.vertx.core.Future;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/** The blocks between accounts. A block ends all follows and follow requests between the two, in both directions. */
public final class Blocks {
    private static final String INSERT = """
            insert into block (account_id, target_id, id) values ($1, $2, $3) on conflict do nothing
            """;

    private static final String DELETE = "delete from block where account_id = $1 and target_id = $2";

    private static final String PAGE = """
            select id, target_id as account from block where account_id = $4 and id > $1 and id < $2
            """;

    private final Db db;
    private final FollowActions followActions;
    private final Outbox outbox;
    private final HintBus hints;

    public Blocks(Db db, FollowActions followActions, Outbox outbox, HintBus hints) {
        this.db = db;
        this.followActions = followActions;
        this.outbox = outbox;
        this.hints = hints;
    }

    /** Blocks the target; changes nothing if it is already blocked. */
    Future<Void> block(AccountId owner, AccountId target) {
        return db.transaction(tx -> new AccountPair(owner, target)
                .lock(tx)
                .compose(ids -> tx.update(INSERT, owner.value(), target.value(), ids.forActor()))
                .compose(added -> added == 0 ? Future.succeededFuture() : endRelations(tx, owner, target)));
    }

    private Future<Void> endRelations(Transaction tx, AccountId owner, AccountId target) {
        publishChange(tx, owner, target);
        return followActions
                .endBothWays(tx, owner, target)
                .compose(ended -> outbox.append(tx, new Fact.Blocked(owner, target)));
    }

    /** Removes a block. Follows that the block ended are not restored. */
    Future<Void> unblock(AccountId owner, AccountId target) {
        return db.inShardOf(owner, (tx, id) -> {
            publishChange(tx, owner, target);
            return tx.update(DELETE, owner.value(), target.value()).mapEmpty();
        });
    }

    /** The accounts that an account has blocked, latest first. */
    Future<Page<AccountEntry>> page(AccountId owner, PageRequest window) {
        return db.readOnly().page(PAGE, window, AccountEntry::of, AccountEntry::id, owner.value());
    }

    private void publishChange(Transaction tx, AccountId owner, AccountId target) {
        RelationsChanged.publishAfterCommit(tx, hints, owner);
        RelationsChanged.publishAfterCommit(tx, hints, target);
    }
}
