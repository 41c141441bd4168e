package social.skein.simulation;

import java.lang.reflect.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import social.skein.events.DeadLetters;
import social.skein.events.Outbox;
import social.skein.model.SnowflakeIds;
import social.skein.relationship.Follows;
import social.skein.sql.LeaderLease;
import social.skein.sql.LeaderStatus;
import social.skein.status.Statuses;
import social.skein.tag.TagFollows;
import social.skein.timeline.HomeQuery;
import social.skein.timeline.PulledAuthors;
import social.skein.timeline.PulledPosts;

/**
 * The rows, and the effect of each statement on them. Statements are identified by the exact SQL of production. An
 * unknown statement is rejected, so that a changed statement requires a change here.
 */
final class TablesModel {
    static final String INSERT_STATUS =
            "insert into status (id, account_id, visibility, answered) values ($1, $2, $3, $4)";
    static final String DELETE_STATUS = "delete from status where id = $1";
    static final String INSERT_FOLLOW = "insert into follow (id, account_id, target_id) values ($1, $2, $3)";
    static final String DELETE_FOLLOW = "delete from follow where account_id = $1 and target_id = $2";
    static final String INSERT_EFFECT = "insert into witness (role, fact) values ($1, $2) on conflict do nothing";

    private static final long LEASE_MILLIS = LeaderLease.DURATION.toMillis();
    private static final String NEXT_TWO_IDS = "select first, second from next_two_ids($1)";
    private static final String APPEND = constant(Outbox.class, "APPEND");

    final TreeMap<Long, StatusRow> posts = new TreeMap<>();
    final TreeMap<Long, FollowRow> follows = new TreeMap<>();
    final TreeMap<Long, OutboxRow> outbox = new TreeMap<>();
    final List<DeadLetterRow> deadLetters = new ArrayList<>();
    final List<String> effects = new ArrayList<>();
    final Set<Long> everInserted = new LinkedHashSet<>();
    private final Map<Long, Long> pulledAuthors = new LinkedHashMap<>();
    private final Map<Integer, Long> counters = new HashMap<>();
    private final Set<List<Object>> deadLetterKeys = new HashSet<>();
    private final Map<String, StatementModel> statements = new HashMap<>();
    private final VirtualTime time;
    private final Set<PlantedBug> bugs;
    private LeaseRow lease = new LeaseRow("", 0, 0);
    private long skew;

    private record LeaseRow(String holder, long term, long expiresAt) {}

    record StatusRow(
            long id,
            long author,
            String visibility,
            @Nullable Long inReplyToAccount) {}

    record FollowRow(long id, long follower, long target) {}

    record OutboxRow(long id, String topic, long actor, String payload) {}

    record DeadLetterRow(String role, String topic, String payload, String cause) {}

    /** The effect of a statement; changes are staged until the commit. */
    private interface StatementModel {
        ResultRows run(Object[] arguments, List<Runnable> staged);
    }

    TablesModel(VirtualTime time, Set<PlantedBug> bugs) {
        this.time = time;
        this.bugs = bugs;
        registerLease();
        registerOutbox();
        registerFollows();
        registerStatuses();
    }

    /** Sets the clock of the database ahead, or back if negative. */
    void skew(long millis) {
        skew = millis;
    }

    private static String constant(Class<?> owner, String constant) {
        try {
            Field field = owner.getDeclaredField(constant);
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (ReflectiveOperationException renamed) {
            throw new IllegalStateException(
                    "A simulated statement no longer exists: " + owner.getSimpleName() + "." + constant, renamed);
        }
    }

    /** Returns the shard whose row a statement locks until the end of its transaction. */
    Optional<Integer> lockedShard(String sql, Object[] arguments) {
        return sql.equals(NEXT_TWO_IDS) || (sql.equals(APPEND) && arguments[5] == null)
                ? Optional.of((Integer) arguments[0])
                : Optional.empty();
    }

    ResultRows run(String sql, Object[] arguments, List<Runnable> staged) {
        StatementModel statement = statements.get(sql);
        if (statement != null) {
            return statement.run(arguments, staged);
        }
        String start = sql.stripLeading();
        if (Stream.of("delete from", "with untagged", "update ").anyMatch(start::startsWith)) {
            return ResultRows.NONE;
        }
        throw new UnsupportedOperationException("The simulation does not support the statement: " + sql);
    }

    long nextId(int shard, int count) {
        long clock = (SnowflakeIds.lowestAt(Instant.ofEpochMilli(time.now() + skew)) >>> 22) << 10;
        long last = Math.max(counters.getOrDefault(shard, 0L) + count, clock + count - 1);
        counters.put(shard, last);
        long first = last - count + 1;
        return id(first, shard);
    }

    private static long id(long counter, int shard) {
        return (counter >> 10 << 22) | ((long) shard << 10) | (counter & 1023);
    }

    private void registerLease() {
        statements.put(
                constant(LeaderStatus.class, "CURRENT"),
                (args, staged) -> lease.term == 0
                        ? ResultRows.NONE
                        : ResultRows.ofRow(Map.of(
                                "holder",
                                lease.holder,
                                "term",
                                lease.term,
                                "expires_at",
                                lease.expiresAt / 1_000.0,
                                "expired",
                                lease.expiresAt <= clock(),
                                "held_seconds",
                                0.0,
                                "idle_seconds",
                                0.0)));
        statements.put(constant(LeaderLease.class, "ACQUIRE"), (args, staged) -> {
            if (lease.expiresAt > clock() && lease.term != (Long) args[2]) {
                return ResultRows.NONE;
            }
            lease = new LeaseRow((String) args[1], Math.max(lease.term + 1, clock()), clock() + LEASE_MILLIS);
            return ResultRows.ofRow(Map.of("term", lease.term));
        });
        statements.put(
                constant(LeaderLease.class, "RENEW"),
                (args, staged) -> updateLease((Long) args[1], clock() + LEASE_MILLIS));
        statements.put(constant(LeaderLease.class, "RELEASE"), (args, staged) -> updateLease((Long) args[1], clock()));
    }

    private ResultRows updateLease(long term, long expiresAt) {
        if (lease.term != term) {
            return ResultRows.NONE;
        }
        lease = new LeaseRow(lease.holder, term, expiresAt);
        return ResultRows.ofUpdateCount(1);
    }

    private long clock() {
        return time.now() + skew;
    }

    private void registerOutbox() {
        statements.put(NEXT_TWO_IDS, (args, staged) -> {
            int shard = (Integer) args[0];
            long first = nextId(shard, 2);
            return ResultRows.ofRow(Map.of("first", first, "second", id(counters.get(shard), shard)));
        });
        statements.put(APPEND, (args, staged) -> {
            long id = args[5] == null ? nextId((Integer) args[0], 1) : (Long) args[5];
            OutboxRow row = new OutboxRow(id, (String) args[1], (Long) args[2], (String) args[3]);
            staged.add(() -> outbox.put(id, row));
            return ResultRows.ofUpdateCount(1);
        });
        statements.put(
                constant(Outbox.class, "OLDEST"),
                (args, staged) -> entries(outbox.values().stream().limit((Integer) args[0])));
        statements.put(constant(Outbox.class, "OLDEST_EXCEPT"), (args, staged) -> {
            Set<Object> excluded = new HashSet<>(Arrays.asList((Object[]) args[0]));
            return entries(outbox.values().stream()
                    .filter(entry -> !excluded.contains(entry.id))
                    .limit((Integer) args[1]));
        });
        statements.put(
                PlantedBug.SELECT_AFTER_LAST,
                (args, staged) -> entries(
                        outbox.tailMap((Long) args[0], false).values().stream().limit((Integer) args[1])));
        statements.put(constant(Outbox.class, "DELETE"), (args, staged) -> {
            Object[] ids = (Object[]) args[0];
            if (lease.term != (Long) args[1]) {
                return ResultRows.NONE;
            }
            staged.add(() -> Arrays.asList(ids).forEach(outbox::remove));
            return ResultRows.ofUpdateCount(ids.length);
        });
        statements.put(constant(DeadLetters.class, "INSERT"), (args, staged) -> {
            if (deadLetterKeys.add(List.of(args[0], args[1], args[2], args[3], args[7]))) {
                deadLetters.add(
                        new DeadLetterRow((String) args[0], (String) args[1], (String) args[5], (String) args[6]));
            }
            return ResultRows.ofUpdateCount(1);
        });
        statements.put(INSERT_EFFECT, (args, staged) -> {
            String effect = args[0] + " " + args[1];
            if (bugs.contains(PlantedBug.NON_IDEMPOTENT_WRITE) || !effects.contains(effect)) {
                effects.add(effect);
            }
            return ResultRows.ofUpdateCount(1);
        });
    }

    private static ResultRows entries(Stream<OutboxRow> found) {
        return ResultRows.of(found.map(entry -> Map.<String, Object>of(
                        "id", entry.id,
                        "topic", entry.topic,
                        "actor_id", entry.actor,
                        "payload", entry.payload,
                        "trace", "",
                        "target_role", ""))
                .toList());
    }

    private void registerFollows() {
        statements.put(INSERT_FOLLOW, (args, staged) -> {
            FollowRow edge = new FollowRow((Long) args[0], (Long) args[1], (Long) args[2]);
            staged.add(() -> follows.put(edge.id, edge));
            return ResultRows.ofUpdateCount(1);
        });
        statements.put(DELETE_FOLLOW, (args, staged) -> {
            staged.add(() ->
                    follows.values().removeIf(edge -> args[0].equals(edge.follower) && args[1].equals(edge.target)));
            return ResultRows.ofUpdateCount(1);
        });
        statements.put(
                constant(Follows.class, "FOLLOWEES"),
                (args, staged) -> ResultRows.of(follows.descendingMap().values().stream()
                        .filter(edge -> args[0].equals(edge.follower))
                        .limit((Integer) args[1])
                        .map(edge -> Map.<String, Object>of("account", edge.target))
                        .toList()));
        statements.put(
                constant(Follows.class, "FOLLOWED_AMONG"),
                (args, staged) -> ResultRows.of(follows.values().stream()
                        .filter(edge -> args[0].equals(edge.follower)
                                && Arrays.asList((Object[]) args[1]).contains(edge.target))
                        .map(edge -> Map.<String, Object>of("account", edge.target))
                        .toList()));
        statements.put(constant(Follows.class, "FOLLOWERS_AFTER"), (args, staged) -> followers(args, edge -> true));
        statements.put(
                constant(Follows.class, "SHARED_FOLLOWERS_AFTER"),
                (args, staged) -> followers(
                        args, edge -> args[3].equals(edge.follower) || isFollowing(edge.follower, (Long) args[3])));
        statements.put(constant(TagFollows.class, "NEWEST_FOLLOWED"), (args, staged) -> ResultRows.NONE);
        statements.put(constant(PulledAuthors.class, "INSERT"), (args, staged) -> {
            boolean added = pulledAuthors.putIfAbsent((Long) args[0], time.now()) == null;
            return ResultRows.ofUpdateCount(added ? 1 : 0);
        });
        statements.put(constant(PulledAuthors.class, "ALL"), (args, staged) -> {
            long before = time.now() - (long) (1_000 * (Double) args[0]);
            return ResultRows.of(pulledAuthors.entrySet().stream()
                    .map(entry -> Map.<String, Object>of(
                            "account_id", entry.getKey(), "known_everywhere", entry.getValue() < before))
                    .toList());
        });
    }

    boolean isFollowing(long follower, long target) {
        return follows.values().stream().anyMatch(edge -> edge.follower == follower && edge.target == target);
    }

    private ResultRows followers(Object[] args, Predicate<FollowRow> filter) {
        List<FollowRow> page = follows.tailMap((Long) args[1], false).values().stream()
                .filter(edge -> args[0].equals(edge.target))
                .limit((Integer) args[2])
                .toList();
        Map<String, Object> row = new HashMap<>();
        row.put(
                "accounts",
                page.stream().filter(filter).map(FollowRow::follower).toArray(Long[]::new));
        row.put("examined", page.size());
        row.put("cursor", page.isEmpty() ? null : page.get(page.size() - 1).id);
        return ResultRows.ofRow(row);
    }

    private void registerStatuses() {
        statements.put(INSERT_STATUS, (args, staged) -> {
            StatusRow post = new StatusRow((Long) args[0], (Long) args[1], (String) args[2], (Long) args[3]);
            staged.add(() -> {
                posts.put(post.id, post);
                everInserted.add(post.id);
            });
            return ResultRows.ofUpdateCount(1);
        });
        statements.put(DELETE_STATUS, (args, staged) -> {
            staged.add(() -> posts.remove((Long) args[0]));
            return ResultRows.ofUpdateCount(1);
        });
        statements.put(constant(Statuses.class, "BOOSTS_OF"), (args, staged) -> ResultRows.NONE);
        statements.put(constant(Statuses.class, "REPLIES_TO"), (args, staged) -> ResultRows.NONE);
        statements.put(
                constant(PulledPosts.class, "NEWEST"),
                (args, staged) -> ResultRows.of(posts.descendingMap().values().stream()
                        .filter(post -> args[0].equals(post.author) && !post.visibility.equals("direct"))
                        .limit((Integer) args[1])
                        .map(post -> Map.<String, Object>of("id", post.id))
                        .toList()));
        statements.put(
                constant(HomeQuery.class, "NEWEST_FIRST"), (args, staged) -> home(args, Comparator.reverseOrder()));
        statements.put(
                constant(HomeQuery.class, "OLDEST_FIRST"), (args, staged) -> home(args, Comparator.naturalOrder()));
    }

    private ResultRows home(Object[] args, Comparator<Long> order) {
        Set<Object> authors = new LinkedHashSet<>(Arrays.asList((Object[]) args[0]));
        return ResultRows.of(posts.values().stream()
                .filter(post -> authors.contains(post.author)
                        && post.id > (Long) args[2]
                        && post.id < (Long) args[3]
                        && !post.visibility.equals("direct"))
                .sorted(Comparator.comparing(StatusRow::id, order))
                .limit((Integer) args[4])
                .map(TablesModel::row)
                .toList());
    }

    private static Map<String, Object> row(StatusRow post) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", post.id);
        row.put("account_id", post.author);
        row.put("visibility", post.visibility);
        row.put("in_reply_to_account_id", post.inReplyToAccount);
        row.put("tags", new String[0]);
        return row;
    }
}
