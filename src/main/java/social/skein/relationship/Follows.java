package social.skein.relationship;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import social.skein.account.AccountCounters;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.Page;
import social.skein.model.Window;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/**
 * The follow edges, walked from either end. An edge has an id of its own, by which lists of people are paged: newest edge
 * first for readers, oldest first for fan-out, which so never meets the same follower twice.
 */
public final class Follows {
    private static final String FOLLOW = """
            insert into follow (account_id, target_id, id, reblogs, notify)
            values ($1, $2, $3, coalesce($4::boolean, true), coalesce($5::boolean, false))
            on conflict (account_id, target_id) do update
               set reblogs = coalesce($4, follow.reblogs), notify = coalesce($5, follow.notify)
            returning id = $3 as added
            """;

    private static final String UNFOLLOW = "delete from follow where account_id = $1 and target_id = $2";

    private static final String FOLLOWED_AMONG = """
            select target_id as account from follow where account_id = $1 and target_id = any($2)
            """;

    private static final String FOLLOWERS_AMONG = """
            select account_id as account from follow where account_id = any($2) and target_id = $1
            """;

    private static final String RELATIONSHIPS = """
            select target_id as with_id, true as mine, reblogs, notify
              from follow where account_id = $1 and target_id = any($2)
             union all
            select account_id, false, false, false
              from follow where account_id = any($2) and target_id = $1
            """;

    private static final String FOLLOWERS = """
            select id, account_id as account from follow where target_id = $4 and id > $1 and id < $2
            """;

    private static final String FOLLOWING = """
            select id, target_id as account from follow where account_id = $4 and id > $1 and id < $2
            """;

    private static final String FOLLOWERS_AFTER = """
            select id, account_id as account from follow where target_id = $1 and id > $2 order by id limit $3
            """;

    private static final String FOLLOWEES = """
            select target_id as account from follow where account_id = $1 order by id desc limit $2
            """;

    private final Db db;
    private final Outbox outbox;
    private final AccountCounters counters;

    public Follows(Db db, Outbox outbox, AccountCounters counters) {
        this.db = db;
        this.outbox = outbox;
        this.counters = counters;
    }

    /** An entry of a list of people: whom it shows, and the id of the edge that puts them there. */
    record Edge(long id, AccountId account) {
        static Edge of(Row row) {
            return new Edge(row.getLong("id"), Follows.account(row));
        }
    }

    /** Follows from now on; where that is so already, only what is given of {@code reblogs} and {@code notify} changes. */
    public Future<Void> follow(
            AccountId viewer, AccountId target, Optional<Boolean> reblogs, Optional<Boolean> notify) {
        return db.transaction(tx -> tx.nextId(Ids.shard(viewer.value()))
                .compose(id -> tx.one(
                        FOLLOW,
                        row -> row.getBoolean("added"),
                        viewer.value(),
                        target.value(),
                        id,
                        reblogs.orElse(null),
                        notify.orElse(null)))
                .compose(added -> added
                        ? tell(tx, new Fact.Followed(viewer, target), viewer, target, 1)
                        : Future.succeededFuture()));
    }

    /** Follows no longer; changes nothing where that is so already. */
    public Future<Void> unfollow(AccountId viewer, AccountId target) {
        return db.transaction(tx -> tx.nextId(Ids.shard(viewer.value()))
                .compose(id -> tx.update(UNFOLLOW, viewer.value(), target.value()))
                .compose(removed -> removed == 1
                        ? tell(tx, new Fact.Unfollowed(viewer, target), viewer, target, -1)
                        : Future.succeededFuture()));
    }

    private Future<Void> tell(Sql tx, Fact fact, AccountId follower, AccountId target, int by) {
        return counters.followed(tx, follower, target, by).compose(counted -> outbox.append(tx, fact));
    }

    /** Those of {@code targets} the viewer follows. */
    public Future<Set<AccountId>> followedAmong(AccountId viewer, Collection<AccountId> targets) {
        return among(FOLLOWED_AMONG, viewer, targets);
    }

    /** Those of {@code candidates} who follow the target. */
    public Future<Set<AccountId>> followersAmong(AccountId target, Collection<AccountId> candidates) {
        return among(FOLLOWERS_AMONG, target, candidates);
    }

    private Future<Set<AccountId>> among(String sql, AccountId one, Collection<AccountId> others) {
        return others.isEmpty()
                ? Future.succeededFuture(Set.of())
                : db.list(sql, Follows::account, one.value(), values(others)).map(HashSet::new);
    }

    /** How the viewer stands to each of the others, in their order. */
    Future<List<Relationship>> between(AccountId viewer, List<AccountId> others) {
        Map<AccountId, Relationship> found = new LinkedHashMap<>();
        others.forEach(other -> found.put(other, Relationship.none(other)));
        return db.list(RELATIONSHIPS, row -> row, viewer.value(), values(others))
                .map(rows -> {
                    rows.forEach(row -> found.computeIfPresent(
                            new AccountId(row.getLong("with_id")), (other, known) -> known.and(row)));
                    return new ArrayList<>(found.values());
                });
    }

    /** The people who follow an account, newest first. */
    Future<Page<Edge>> followers(AccountId target, Window window) {
        return db.page(FOLLOWERS, window, Edge::of, Edge::id, target.value());
    }

    /** The people an account follows, newest first. */
    Future<Page<Edge>> following(AccountId follower, Window window) {
        return db.page(FOLLOWING, window, Edge::of, Edge::id, follower.value());
    }

    /** The next followers after a cursor, oldest first; 0 is before all. */
    public Future<FollowerPage> followers(AccountId target, long after, int limit) {
        return db.list(FOLLOWERS_AFTER, Edge::of, target.value(), after, limit)
                .map(edges -> new FollowerPage(
                        edges.stream().map(Edge::account).toList(),
                        edges.isEmpty() ? after : edges.get(edges.size() - 1).id(),
                        edges.size() < limit));
    }

    /** Whom an account follows, the newest of them where there are more than {@code limit}. */
    public Future<List<AccountId>> followees(AccountId viewer, int limit) {
        return db.list(FOLLOWEES, Follows::account, viewer.value(), limit);
    }

    private static AccountId account(Row row) {
        return new AccountId(row.getLong("account"));
    }

    private static Object values(Collection<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).toArray(Long[]::new);
    }
}
