package social.skein.relationship;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.function.BiFunction;
import social.skein.account.Account;
import social.skein.account.AccountCounters;
import social.skein.cluster.HintBus;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/** Following and what leads to it: asking to, being let in or turned away, and leaving or being shown out. */
public final class FollowActions {
    private static final String FOLLOW_STATE = """
            select exists (select from follow where account_id = $1 and target_id = $2) as following,
                   exists (select from follow_request where account_id = $1 and target_id = $2) as requested,
                   exists (select from block where account_id = $1 and target_id = $2)
                       or exists (select from block where account_id = $2 and target_id = $1) as apart
            """;

    private final Db db;
    private final FollowEdges edges;
    private final FollowRequests requests;
    private final HintBus hints;

    public FollowActions(Db db, Outbox outbox, AccountCounters counters, FollowRequests requests, HintBus hints) {
        this.db = db;
        this.edges = new FollowEdges(outbox, counters);
        this.requests = requests;
        this.hints = hints;
    }

    private record FollowState(boolean following, boolean requested, boolean blocked) {
        static FollowState of(Row row) {
            return new FollowState(row.getBoolean("following"), row.getBoolean("requested"), row.getBoolean("apart"));
        }
    }

    /**
     * Follows, or asks to where the target is locked; where either is so already, what the terms name changes. Who is
     * suspended is a {@link Problem.NotFound}.
     */
    Future<Void> follow(AccountId follower, Account target, FollowOptions options) {
        if (target.suspended()) {
            return Future.failedFuture(new Problem.NotFound());
        }
        return db.transaction(tx -> tx.nextId(SnowflakeIds.shard(follower.value()))
                .compose(id -> tx.one(
                                FOLLOW_STATE,
                                FollowState::of,
                                follower.value(),
                                target.id().value())
                        .compose(standing -> {
                            if (standing.blocked) {
                                return Future.failedFuture(new Problem.Forbidden("This action is not allowed"));
                            }
                            RelationsChanged.publishAfterCommit(tx, hints, follower);
                            return !standing.following
                                            && (standing.requested
                                                    || target.profile().locked())
                                    ? requests.add(tx, follower, target.id(), id, options)
                                    : edges.follow(tx, follower, target.id(), id, options);
                        })));
    }

    /** Neither follows nor asks to any longer. */
    Future<Void> unfollow(AccountId follower, AccountId target) {
        return db.transaction(tx -> tx.nextId(SnowflakeIds.shard(follower.value()))
                .compose(id -> edges.unfollow(tx, follower, target))
                .compose(ended -> requests.remove(tx, follower, target))
                .mapEmpty());
    }

    /** Makes somebody follow no longer who follows the owner. */
    Future<Void> removeFollower(AccountId owner, AccountId follower) {
        return withBothLocked(owner, follower, (tx, drawn) -> edges.unfollow(tx, follower, owner));
    }

    /** Lets in who asks to follow; a {@link Problem.NotFound} where nobody does. */
    Future<Void> accept(AccountId owner, AccountId follower) {
        return withBothLocked(
                owner,
                follower,
                (tx, drawn) -> requests.remove(tx, follower, owner)
                        .map(terms -> terms.orElseThrow(Problem.NotFound::new))
                        .compose(terms -> edges.follow(tx, follower, owner, drawn.forOther(), terms)));
    }

    /** Turns away who asks to follow; a {@link Problem.NotFound} where nobody does. */
    Future<Void> reject(AccountId owner, AccountId follower) {
        return withBothLocked(
                owner,
                follower,
                (tx, drawn) -> requests.remove(tx, follower, owner)
                        .map(terms -> terms.orElseThrow(Problem.NotFound::new))
                        .mapEmpty());
    }

    /** Ends what there is between the two, in a transaction that holds the shards of both. */
    Future<Void> endBothWays(Sql tx, AccountId first, AccountId second) {
        return edges.unfollow(tx, first, second)
                .compose(ended -> edges.unfollow(tx, second, first))
                .compose(ended -> requests.remove(tx, first, second))
                .compose(taken -> requests.remove(tx, second, first))
                .mapEmpty();
    }

    private Future<Void> withBothLocked(
            AccountId owner, AccountId follower, BiFunction<Sql, AccountPair.ReservedIds, Future<Void>> change) {
        return db.transaction(
                tx -> new AccountPair(owner, follower).lock(tx).compose(drawn -> change.apply(tx, drawn)));
    }
}
