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
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/** Follows, unfollows, and the handling of follow requests. */
public final class FollowActions {
    private static final String FOLLOW_STATE = """
            select exists (select from follow where account_id = $1 and target_id = $2) as following,
                   exists (select from follow_request where account_id = $1 and target_id = $2) as requested,
                   exists (select from block where account_id = $1 and target_id = $2)
                       or exists (select from block where account_id = $2 and target_id = $1) as blocked
            """;

    private final Db db;
    private final FollowWriter edges;
    private final FollowRequests requests;
    private final HintBus hints;

    public FollowActions(Db db, Outbox outbox, AccountCounters counters, FollowRequests requests, HintBus hints) {
        this.db = db;
        this.edges = new FollowWriter(outbox, counters);
        this.requests = requests;
        this.hints = hints;
    }

    private record FollowState(boolean following, boolean requested, boolean blocked) {
        static FollowState of(Row row) {
            return new FollowState(row.getBoolean("following"), row.getBoolean("requested"), row.getBoolean("blocked"));
        }
    }

    /**
     * Follows the target, or requests to follow it if it is locked; an existing follow or request takes the given
     * options. A suspended target is a {@link Problem.NotFound}.
     */
    Future<Void> follow(AccountId follower, Account target, FollowOptions options) {
        if (target.suspended()) {
            return Future.failedFuture(new Problem.NotFound());
        }
        return db.inShardOf(
                follower,
                (tx, id) -> tx.one(
                                FOLLOW_STATE,
                                FollowState::of,
                                follower.value(),
                                target.id().value())
                        .compose(state -> follow(tx, id, follower, target, state, options)));
    }

    private Future<Void> follow(
            Transaction tx, long id, AccountId follower, Account target, FollowState state, FollowOptions options) {
        if (state.blocked) {
            return Future.failedFuture(new Problem.Forbidden("This action is not allowed"));
        }
        RelationsChanged.publishAfterCommit(tx, hints, follower);
        return !state.following && (state.requested || target.profile().locked())
                ? requests.add(tx, follower, target.id(), id, options)
                : edges.follow(tx, follower, target.id(), id, options);
    }

    /** Ends a follow and a follow request. */
    Future<Void> unfollow(AccountId follower, AccountId target) {
        return db.inShardOf(
                follower,
                (tx, id) -> edges.unfollow(tx, follower, target)
                        .compose(ended -> requests.remove(tx, follower, target))
                        .mapEmpty());
    }

    /** Removes a follower of the owner. */
    Future<Void> removeFollower(AccountId owner, AccountId follower) {
        return withBothLocked(owner, follower, (tx, ids) -> edges.unfollow(tx, follower, owner));
    }

    /** Accepts a follow request; a {@link Problem.NotFound} if there is none. */
    Future<Void> accept(AccountId owner, AccountId follower) {
        return withBothLocked(
                owner,
                follower,
                (tx, ids) -> requests.remove(tx, follower, owner)
                        .map(options -> options.orElseThrow(Problem.NotFound::new))
                        .compose(options -> edges.follow(tx, follower, owner, ids.forOther(), options)));
    }

    /** Rejects a follow request; a {@link Problem.NotFound} if there is none. */
    Future<Void> reject(AccountId owner, AccountId follower) {
        return withBothLocked(
                owner,
                follower,
                (tx, ids) -> requests.remove(tx, follower, owner)
                        .map(options -> options.orElseThrow(Problem.NotFound::new))
                        .mapEmpty());
    }

    /** Ends all follows and requests between two accounts, in a transaction that holds the shards of both. */
    Future<Void> endBothWays(Transaction tx, AccountId first, AccountId second) {
        return edges.unfollow(tx, first, second)
                .compose(ended -> edges.unfollow(tx, second, first))
                .compose(ended -> requests.remove(tx, first, second))
                .compose(removed -> requests.remove(tx, second, first))
                .mapEmpty();
    }

    private Future<Void> withBothLocked(
            AccountId owner,
            AccountId follower,
            BiFunction<Transaction, AccountPair.ReservedIds, Future<Void>> change) {
        return db.transaction(tx -> new AccountPair(owner, follower).lock(tx).compose(ids -> change.apply(tx, ids)));
    }
}
