package social.skein.relationship;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.function.BiFunction;
import social.skein.account.Account;
import social.skein.account.AccountCounters;
import social.skein.cluster.Hints;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.Problem;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/** Following and what leads to it: asking to, being let in or turned away, and leaving or being shown out. */
public final class Following {
    private static final String STANDING = """
            select exists (select from follow where account_id = $1 and target_id = $2) as following,
                   exists (select from follow_request where account_id = $1 and target_id = $2) as requested,
                   exists (select from block where account_id = $1 and target_id = $2)
                       or exists (select from block where account_id = $2 and target_id = $1) as apart
            """;

    private final Db db;
    private final FollowEdges edges;
    private final FollowRequests requests;
    private final Hints hints;

    public Following(Db db, Outbox outbox, AccountCounters counters, FollowRequests requests, Hints hints) {
        this.db = db;
        this.edges = new FollowEdges(outbox, counters);
        this.requests = requests;
        this.hints = hints;
    }

    private record Standing(boolean following, boolean requested, boolean apart) {
        static Standing of(Row row) {
            return new Standing(row.getBoolean("following"), row.getBoolean("requested"), row.getBoolean("apart"));
        }
    }

    /**
     * Follows, or asks to where the target is locked; where either is so already, what the terms name changes. Who is
     * suspended is a {@link Problem.NotFound}.
     */
    Future<Void> follow(AccountId follower, Account target, FollowTerms terms) {
        if (target.suspended()) {
            return Future.failedFuture(new Problem.NotFound());
        }
        return db.transaction(tx -> tx.nextId(Ids.shard(follower.value()))
                .compose(id -> tx.one(
                                STANDING,
                                Standing::of,
                                follower.value(),
                                target.id().value())
                        .compose(standing -> {
                            if (standing.apart) {
                                return Future.failedFuture(new Problem.Forbidden("This action is not allowed"));
                            }
                            TiesChanged.after(tx, hints, follower);
                            return !standing.following && (standing.requested || target.locked())
                                    ? requests.add(tx, follower, target.id(), id, terms)
                                    : edges.begin(tx, follower, target.id(), id, terms);
                        })));
    }

    /** Neither follows nor asks to any longer. */
    Future<Void> unfollow(AccountId follower, AccountId target) {
        return db.transaction(tx -> tx.nextId(Ids.shard(follower.value()))
                .compose(id -> edges.end(tx, follower, target))
                .compose(ended -> requests.take(tx, follower, target))
                .mapEmpty());
    }

    /** Makes somebody follow no longer who follows the owner. */
    Future<Void> remove(AccountId owner, AccountId follower) {
        return both(owner, follower, (tx, drawn) -> edges.end(tx, follower, owner));
    }

    /** Lets in who asks to follow; a {@link Problem.NotFound} where nobody does. */
    Future<Void> authorize(AccountId owner, AccountId follower) {
        return both(
                owner,
                follower,
                (tx, drawn) -> requests.take(tx, follower, owner)
                        .map(terms -> terms.orElseThrow(Problem.NotFound::new))
                        .compose(terms -> edges.begin(tx, follower, owner, drawn.others(), terms)));
    }

    /** Turns away who asks to follow; a {@link Problem.NotFound} where nobody does. */
    Future<Void> reject(AccountId owner, AccountId follower) {
        return both(
                owner,
                follower,
                (tx, drawn) -> requests.take(tx, follower, owner)
                        .map(terms -> terms.orElseThrow(Problem.NotFound::new))
                        .mapEmpty());
    }

    /** Ends what there is between the two, in a transaction that holds the shards of both. */
    Future<Void> part(Sql tx, AccountId one, AccountId other) {
        return edges.end(tx, one, other)
                .compose(ended -> edges.end(tx, other, one))
                .compose(ended -> requests.take(tx, one, other))
                .compose(taken -> requests.take(tx, other, one))
                .mapEmpty();
    }

    private Future<Void> both(AccountId owner, AccountId follower, BiFunction<Sql, Pair.Drawn, Future<Void>> change) {
        return db.transaction(tx -> new Pair(owner, follower).lock(tx).compose(drawn -> change.apply(tx, drawn)));
    }
}
