package social.skein.timeline;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.StatusId;
import social.skein.redis.RedisClient;
import social.skein.redis.Script;

/**
 * The home timelines in Redis. One key each:
 *
 * <pre>
 * home:{bucket}:account   list of integers: the watermark as -n, then status ids, about the newest at the tail.
 *                         Made by a rebuild, appended to by fan-out only while it exists, forgotten when nobody has read
 *                         it for a week. While it is being built its first element is b and the time of the claim.
 * </pre>
 *
 * Buckets carry Redis Cluster's hash tag, so that one call serves many timelines. Order and repeats inside a list mean
 * nothing: the reader sorts. That makes late, repeated and concurrent appends harmless.
 */
public final class LiveTimelines {
    private static final int BUCKETS = 64;

    /** A rebuild takes milliseconds; one that took this long has died. */
    private static final Duration CLAIM = Duration.ofSeconds(10);

    private static final Script PUSH = Script.load("push.lua");
    private static final Script CLAIMED = Script.load("claim.lua");
    private static final Script BUILD = Script.load("build.lua");

    private final RedisClient redis;
    private final Clock clock;
    private final Size size;

    /**
     * How large a timeline is.
     *
     * @param cap entries kept after a trim
     * @param slack entries allowed above the cap before a trim
     * @param liveFor how long a timeline that nobody reads is kept
     */
    public record Size(int cap, int slack, Duration liveFor) {}

    /** The right to build one timeline. */
    record Claim(AccountId account, String marker) {}

    public LiveTimelines(RedisClient redis, Clock clock, Size size) {
        this.redis = redis;
        this.clock = clock;
        this.size = size;
    }

    /** Appends a status to those timelines that are live. Returns how many were. */
    public Future<Integer> push(StatusId status, Collection<AccountId> owners) {
        List<String> arguments = List.of(status.toString(), Integer.toString(size.cap), Integer.toString(size.slack));
        Map<Integer, List<String>> byBucket = owners.stream()
                .collect(Collectors.groupingBy(
                        LiveTimelines::bucket, Collectors.mapping(LiveTimelines::key, Collectors.toList())));
        List<Script.Call> calls = byBucket.values().stream()
                .map(keys -> new Script.Call(keys, arguments))
                .toList();
        return PUSH.run(redis, calls)
                .map(live -> live.stream().mapToInt(Response::toInteger).sum());
    }

    /** The timeline of an account, where it is live; reading keeps it so. */
    Future<Optional<LiveTimeline>> read(AccountId owner) {
        Request range = Request.cmd(Command.LRANGE).arg(key(owner)).arg(0).arg(-1);
        Request keep = Request.cmd(Command.PEXPIRE).arg(key(owner)).arg(size.liveFor.toMillis());
        return redis.batch(List.of(range, keep)).map(answers -> {
            Response elements = answers.get(0);
            return elements.size() == 0 || !elements.get(0).toString().startsWith("-")
                    ? Optional.empty()
                    : Optional.of(LiveTimeline.of(
                            elements.stream().map(Response::toString).toList()));
        });
    }

    /** The right to build a timeline, unless it is live or being built. From now on fan-out appends to it. */
    Future<Optional<Claim>> claim(AccountId owner) {
        long now = clock.millis();
        String marker = "b" + now + ":" + Long.toUnsignedString(System.nanoTime());
        List<String> arguments = List.of(marker, Long.toString(now), Long.toString(CLAIM.toMillis()));
        return CLAIMED.run(redis, new Script.Call(List.of(key(owner)), arguments))
                .map(ours -> ours.toInteger() == 1 ? Optional.of(new Claim(owner, marker)) : Optional.empty());
    }

    /** Makes a claimed timeline live with what PostgreSQL held after the claim. Whether it still was ours to make. */
    Future<Boolean> build(Claim claim, long watermark, List<Long> newestFirst) {
        List<String> arguments = new ArrayList<>(
                List.of(claim.marker, Long.toString(size.liveFor.toMillis()), Long.toString(watermark)));
        newestFirst.forEach(id -> arguments.add(Long.toString(id)));
        return BUILD.run(redis, new Script.Call(List.of(key(claim.account)), arguments))
                .map(made -> made.toInteger() == 1);
    }

    /** Forgets a timeline that no longer shows what its owner follows; the next reader has it rebuilt. */
    public Future<Void> forget(AccountId owner) {
        return redis.send(Request.cmd(Command.UNLINK).arg(key(owner))).mapEmpty();
    }

    /** What there is of a timeline; unlike reading, looking does not keep it live. */
    public Future<State> state(AccountId owner) {
        Request head = Request.cmd(Command.LINDEX).arg(key(owner)).arg(0);
        Request length = Request.cmd(Command.LLEN).arg(key(owner));
        Request left = Request.cmd(Command.PTTL).arg(key(owner));
        return redis.batch(List.of(head, length, left))
                .map(answers -> State.of(
                        Optional.ofNullable(answers.get(0))
                                .map(Response::toString)
                                .orElse(""),
                        answers.get(1).toInteger(),
                        answers.get(2).toLong()));
    }

    /**
     * What an operator sees of a timeline.
     *
     * @param entries how many ids are kept, repeats counted
     * @param watermark the timeline is complete for ids above this, and 0 when it reaches back to the first post
     * @param keptFor for how long still, unless somebody reads it
     */
    public record State(Stage stage, int entries, long watermark, Duration keptFor) {
        private static State of(String head, int length, long millis) {
            Stage stage = head.isEmpty() ? Stage.NONE : head.startsWith("-") ? Stage.LIVE : Stage.BUILDING;
            return new State(
                    stage,
                    Math.max(0, length - 1),
                    stage == Stage.LIVE ? Long.parseLong(head.substring(1)) : 0,
                    Duration.ofMillis(Math.max(0, millis)));
        }
    }

    /** Whether the timeline is there: without one, the database answers and the next reader has it built. */
    public enum Stage {
        NONE,
        BUILDING,
        LIVE
    }

    int cap() {
        return size.cap;
    }

    private static int bucket(AccountId owner) {
        return Ids.shard(owner.value()) % BUCKETS;
    }

    private static String key(AccountId owner) {
        return "home:{" + bucket(owner) + "}:" + owner;
    }
}
