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
import social.skein.model.Ids;
import social.skein.relationship.Follows;
import social.skein.status.Statuses;
import social.skein.tag.TagFollows;
import social.skein.timeline.HomePull;
import social.skein.timeline.PulledAuthors;
import social.skein.timeline.PulledPosts;

/**
 * The rows, and what each statement does with them. Statements are known by the very text that production sends; another one is
 * refused, so whoever changes a statement meets its meaning here.
 */
final class Tables {
    static final String POST = "insert into status (id, account_id, visibility, answered) values ($1, $2, $3, $4)";
    static final String UNPOST = "delete from status where id = $1";
    static final String FOLLOW = "insert into follow (id, account_id, target_id) values ($1, $2, $3)";
    static final String UNFOLLOW = "delete from follow where account_id = $1 and target_id = $2";
    static final String WITNESS = "insert into witness (role, fact) values ($1, $2) on conflict do nothing";

    private static final String DRAW = "select first, second from next_two_ids($1)";
    private static final String APPEND = text(Outbox.class, "APPEND");

    final TreeMap<Long, Post> posts = new TreeMap<>();
    final TreeMap<Long, Edge> follows = new TreeMap<>();
    final TreeMap<Long, Waiting> outbox = new TreeMap<>();
    final List<Letter> letters = new ArrayList<>();
    final List<String> witnessed = new ArrayList<>();
    final Set<Long> everPosted = new LinkedHashSet<>();
    private final Map<Long, Long> pulled = new LinkedHashMap<>();
    private final Map<Integer, Long> counters = new HashMap<>();
    private final Set<List<Object>> letterKeys = new HashSet<>();
    private final Map<String, Statement> statements = new HashMap<>();
    private final Time time;
    private final Set<Plant> plants;
    private long skew;

    record Post(
            long id,
            long author,
            String visibility,
            @Nullable Long answered) {}

    record Edge(long id, long follower, long target) {}

    record Waiting(long id, String topic, long actor, String payload) {}

    record Letter(String role, String topic, String payload, String cause) {}

    /** What a statement does; what it changes is staged until the commit. */
    private interface Statement {
        Rows run(Object[] arguments, List<Runnable> staged);
    }

    Tables(Time time, Set<Plant> plants) {
        this.time = time;
        this.plants = plants;
        knowFacts();
        knowPeople();
        knowPosts();
    }

    /** Sets the database's clock ahead, or back where negative. */
    void skew(long millis) {
        skew = millis;
    }

    private static String text(Class<?> owner, String constant) {
        try {
            Field field = owner.getDeclaredField(constant);
            field.setAccessible(true);
            return (String) field.get(null);
        } catch (ReflectiveOperationException renamed) {
            throw new IllegalStateException("The simulation knows a statement that is no more", renamed);
        }
    }

    /** The shard whose row a statement locks until the end of its transaction. */
    Optional<Integer> locks(String sql, Object[] arguments) {
        return sql.equals(DRAW) || (sql.equals(APPEND) && arguments[5] == null)
                ? Optional.of((Integer) arguments[0])
                : Optional.empty();
    }

    Rows run(String sql, Object[] arguments, List<Runnable> staged) {
        Statement known = statements.get(sql);
        if (known != null) {
            return known.run(arguments, staged);
        }
        String start = sql.stripLeading();
        if (Stream.of("delete from", "with untagged", "update ").anyMatch(start::startsWith)) {
            return Rows.NONE;
        }
        throw new UnsupportedOperationException("The simulation knows no statement: " + sql);
    }

    long draw(int shard, int many) {
        long clock = (Ids.since(Instant.ofEpochMilli(time.now() + skew)) >>> 22) << 10;
        long last = Math.max(counters.getOrDefault(shard, 0L) + many, clock + many - 1);
        counters.put(shard, last);
        long first = last - many + 1;
        return id(first, shard);
    }

    private static long id(long counter, int shard) {
        return (counter >> 10 << 22) | ((long) shard << 10) | (counter & 1023);
    }

    private void knowFacts() {
        statements.put(DRAW, (args, staged) -> {
            int shard = (Integer) args[0];
            long first = draw(shard, 2);
            return Rows.one(Map.of("first", first, "second", id(counters.get(shard), shard)));
        });
        statements.put(APPEND, (args, staged) -> {
            long id = args[5] == null ? draw((Integer) args[0], 1) : (Long) args[5];
            Waiting waiting = new Waiting(id, (String) args[1], (Long) args[2], (String) args[3]);
            staged.add(() -> outbox.put(id, waiting));
            return Rows.changed(1);
        });
        statements.put(
                text(Outbox.class, "OLDEST"),
                (args, staged) -> entries(outbox.values().stream().limit((Integer) args[0])));
        statements.put(text(Outbox.class, "OLDEST_BUT"), (args, staged) -> {
            Set<Object> but = new HashSet<>(Arrays.asList((Object[]) args[0]));
            return entries(outbox.values().stream()
                    .filter(entry -> !but.contains(entry.id))
                    .limit((Integer) args[1]));
        });
        statements.put(
                Plant.AFTER_LAST,
                (args, staged) -> entries(
                        outbox.tailMap((Long) args[0], false).values().stream().limit((Integer) args[1])));
        statements.put(text(Outbox.class, "REMOVE"), (args, staged) -> {
            Object[] ids = (Object[]) args[0];
            staged.add(() -> Arrays.asList(ids).forEach(outbox::remove));
            return Rows.changed(ids.length);
        });
        statements.put(text(DeadLetters.class, "KEEP"), (args, staged) -> {
            if (letterKeys.add(List.of(args[0], args[1], args[2], args[3], args[7]))) {
                letters.add(new Letter((String) args[0], (String) args[1], (String) args[5], (String) args[6]));
            }
            return Rows.changed(1);
        });
        statements.put(WITNESS, (args, staged) -> {
            String effect = args[0] + " " + args[1];
            if (plants.contains(Plant.NO_NATURAL_KEY) || !witnessed.contains(effect)) {
                witnessed.add(effect);
            }
            return Rows.changed(1);
        });
    }

    private static Rows entries(Stream<Waiting> found) {
        return Rows.of(found.map(entry -> Map.<String, Object>of(
                        "id", entry.id,
                        "topic", entry.topic,
                        "actor_id", entry.actor,
                        "payload", entry.payload,
                        "trace", "",
                        "only_role", ""))
                .toList());
    }

    private void knowPeople() {
        statements.put(FOLLOW, (args, staged) -> {
            Edge edge = new Edge((Long) args[0], (Long) args[1], (Long) args[2]);
            staged.add(() -> follows.put(edge.id, edge));
            return Rows.changed(1);
        });
        statements.put(UNFOLLOW, (args, staged) -> {
            staged.add(() ->
                    follows.values().removeIf(edge -> args[0].equals(edge.follower) && args[1].equals(edge.target)));
            return Rows.changed(1);
        });
        statements.put(
                text(Follows.class, "FOLLOWEES"),
                (args, staged) -> Rows.of(follows.descendingMap().values().stream()
                        .filter(edge -> args[0].equals(edge.follower))
                        .limit((Integer) args[1])
                        .map(edge -> Map.<String, Object>of("account", edge.target))
                        .toList()));
        statements.put(
                text(Follows.class, "FOLLOWED_AMONG"),
                (args, staged) -> Rows.of(follows.values().stream()
                        .filter(edge -> args[0].equals(edge.follower)
                                && Arrays.asList((Object[]) args[1]).contains(edge.target))
                        .map(edge -> Map.<String, Object>of("account", edge.target))
                        .toList()));
        statements.put(text(Follows.class, "FOLLOWERS_AFTER"), (args, staged) -> followers(args, edge -> true));
        statements.put(
                text(Follows.class, "FOLLOWERS_OF_BOTH_AFTER"),
                (args, staged) -> followers(
                        args, edge -> args[3].equals(edge.follower) || isFollowing(edge.follower, (Long) args[3])));
        statements.put(text(TagFollows.class, "OF_ACCOUNT"), (args, staged) -> Rows.NONE);
        statements.put(text(PulledAuthors.class, "FLAG"), (args, staged) -> {
            boolean added = pulled.putIfAbsent((Long) args[0], time.now()) == null;
            return Rows.changed(added ? 1 : 0);
        });
        statements.put(text(PulledAuthors.class, "ALL"), (args, staged) -> {
            long before = time.now() - (long) (1_000 * (Double) args[0]);
            return Rows.of(pulled.entrySet().stream()
                    .map(entry ->
                            Map.<String, Object>of("account_id", entry.getKey(), "known", entry.getValue() < before))
                    .toList());
        });
    }

    boolean isFollowing(long follower, long target) {
        return follows.values().stream().anyMatch(edge -> edge.follower == follower && edge.target == target);
    }

    private Rows followers(Object[] args, Predicate<Edge> which) {
        List<Edge> page = follows.tailMap((Long) args[1], false).values().stream()
                .filter(edge -> args[0].equals(edge.target))
                .limit((Integer) args[2])
                .toList();
        Map<String, Object> row = new HashMap<>();
        row.put("accounts", page.stream().filter(which).map(Edge::follower).toArray(Long[]::new));
        row.put("examined", page.size());
        row.put("cursor", page.isEmpty() ? null : page.get(page.size() - 1).id);
        return Rows.one(row);
    }

    private void knowPosts() {
        statements.put(POST, (args, staged) -> {
            Post post = new Post((Long) args[0], (Long) args[1], (String) args[2], (Long) args[3]);
            staged.add(() -> {
                posts.put(post.id, post);
                everPosted.add(post.id);
            });
            return Rows.changed(1);
        });
        statements.put(UNPOST, (args, staged) -> {
            staged.add(() -> posts.remove((Long) args[0]));
            return Rows.changed(1);
        });
        statements.put(text(Statuses.class, "BOOSTS_OF"), (args, staged) -> Rows.NONE);
        statements.put(
                text(PulledPosts.class, "NEWEST"),
                (args, staged) -> Rows.of(posts.descendingMap().values().stream()
                        .filter(post -> args[0].equals(post.author) && !post.visibility.equals("direct"))
                        .limit((Integer) args[1])
                        .map(post -> Map.<String, Object>of("id", post.id))
                        .toList()));
        statements.put(text(HomePull.class, "DOWNWARDS"), (args, staged) -> home(args, Comparator.reverseOrder()));
        statements.put(text(HomePull.class, "UPWARDS"), (args, staged) -> home(args, Comparator.naturalOrder()));
    }

    private Rows home(Object[] args, Comparator<Long> order) {
        Set<Object> authors = new LinkedHashSet<>(Arrays.asList((Object[]) args[0]));
        return Rows.of(posts.values().stream()
                .filter(post -> authors.contains(post.author)
                        && post.id > (Long) args[2]
                        && post.id < (Long) args[3]
                        && !post.visibility.equals("direct"))
                .sorted(Comparator.comparing(Post::id, order))
                .limit((Integer) args[4])
                .map(Tables::row)
                .toList());
    }

    private static Map<String, Object> row(Post post) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", post.id);
        row.put("account_id", post.author);
        row.put("visibility", post.visibility);
        row.put("in_reply_to_account_id", post.answered);
        row.put("tags", new String[0]);
        return row;
    }
}
