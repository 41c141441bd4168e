package social.skein.timeline;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;
import social.skein.redis.LuaScript;
import social.skein.redis.RedisClient;

/**
 * The home timelines in Redis. One key each:
 *
 * <pre>
 * home:{bucket}:account   list of integers: the head, then status ids, about the newest at the tail. The head is the
 *                         watermark as -n, with :m behind it where the order is broken up to m, or b and the time of the
 *                         claim while the list is being built. Made by a rebuild, appended to by fan-out only while it
 *                         exists, forgotten when nobody has read it for a week.
 * </pre>
 *
 * Buckets carry Redis Cluster's hash tag, so that one call serves many timelines. Order and repeats inside a list mean
 * nothing: the reader sorts. That makes late, repeated and concurrent appends harmless.
 */
public final class RedisTimelines {
    /** A rebuild takes milliseconds; one that took this long has died. */
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(10);

    /** Beyond the page that is asked for: what rules hide, repeats, and what came in while the order was broken. */
    private static final int PAGE_MARGIN = 40;

    /** Whoever pages is a few pages down, as a rule. */
    private static final int DEEP_PAGE_LENGTH = 240;

    private static final int ALL = Integer.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(RedisTimelines.class);
    private static final LuaScript PUSH_SCRIPT = LuaScript.load("timeline-push.lua");
    private static final LuaScript CLAIM_SCRIPT = LuaScript.load("timeline-claim.lua");
    private static final LuaScript BUILD_SCRIPT = LuaScript.load("timeline-build.lua");

    private final RedisClient redis;
    private final Clock clock;
    private final TimelineSize size;
    private final TtlRefresh ttlRefresh;

    /**
     * How large a timeline is.
     *
     * @param cap entries kept after a trim
     * @param slack entries allowed above the cap before a trim
     * @param ttl how long a timeline that nobody reads is kept
     */
    public record TimelineSize(int cap, int slack, Duration ttl) {}

    /** The right to build one timeline. */
    record Claim(AccountId account, String marker) {}

    public RedisTimelines(RedisClient redis, Clock clock, TimelineSize size) {
        this.redis = redis;
        this.clock = clock;
        this.size = size;
        this.ttlRefresh = new TtlRefresh(size.ttl);
    }

    /** Whether there is no Redis to keep timelines in, so that the database answers always. */
    public boolean isDisabled() {
        return redis.isDisabled();
    }

    /** Whether it is worth while to look for a timeline, or to build one. */
    boolean isReachable() {
        return redis.isAvailable();
    }

    /** Appends statuses to those timelines that are live. Returns how many appends that made. */
    public Future<Long> push(List<PushBatch> batches) {
        List<LuaScript.ScriptCall> calls = new PushCallBuilder(batches, size.cap, size.slack).build();
        return PUSH_SCRIPT
                .run(redis, calls)
                .map(live -> live.stream().mapToLong(Response::toLong).sum());
    }

    /** As much of an account's timeline as a window takes, where it is live; reading keeps it so. */
    Future<Optional<RedisTimeline>> read(AccountId owner, PageRequest window) {
        refreshTtl(owner);
        return peek(owner, window);
    }

    /** The same for who only looks, and does not keep it live. */
    Future<Optional<RedisTimeline>> peek(AccountId owner, PageRequest window) {
        int likely = window.maxId().isPresent() ? DEEP_PAGE_LENGTH : window.limit() + PAGE_MARGIN;
        return readTail(owner, likely)
                .compose(found -> found.isEmpty() || found.get().isEnoughFor(window)
                        ? Future.succeededFuture(found)
                        : readTail(owner, ALL));
    }

    /** In one batch, so that Redis answers both at one moment. */
    private Future<Optional<RedisTimeline>> readTail(AccountId owner, int length) {
        String key = TimelineKeys.home(owner);
        Request range = Request.cmd(Command.LRANGE).arg(key).arg(-length).arg(-1);
        Request head = Request.cmd(Command.LINDEX).arg(key).arg(0);
        return redis.batch(List.of(range, head))
                .map(answers -> Optional.ofNullable(answers.get(1))
                        .map(Response::toString)
                        .filter(first -> first.startsWith("-"))
                        .map(first -> parse(RedisTimeline.TimelineHeader.parse(first), answers.get(0))));
    }

    private static RedisTimeline parse(RedisTimeline.TimelineHeader header, Response elements) {
        long[] ids = new long[elements.size()];
        int length = 0;
        boolean whole = elements.size() == 0;
        for (Response element : elements) {
            Buffer digits = element.toBuffer();
            if (digits.getByte(0) == '-') {
                whole = true;
            } else {
                ids[length++] = TimelineKeys.parseDigits(digits);
            }
        }
        return whole ? RedisTimeline.complete(header, ids, length) : RedisTimeline.tail(header, ids, length);
    }

    private void refreshTtl(AccountId owner) {
        if (ttlRefresh.isDue(owner, clock.millis())) {
            redis.send(Request.cmd(Command.PEXPIRE)
                            .arg(TimelineKeys.home(owner))
                            .arg(size.ttl.toMillis()))
                    .onFailure(
                            away -> LOG.debug("The timeline of {} may be forgotten early: {}", owner, away.toString()));
        }
    }

    /** The right to build a timeline, unless it is live or being built. From now on fan-out appends to it. */
    Future<Optional<Claim>> claim(AccountId owner) {
        long now = clock.millis();
        String marker = "b" + now + ":" + Long.toUnsignedString(System.nanoTime());
        List<String> arguments = List.of(marker, Long.toString(now), Long.toString(CLAIM_TIMEOUT.toMillis()));
        return CLAIM_SCRIPT
                .run(redis, LuaScript.ScriptCall.of(TimelineKeys.home(owner), arguments))
                .map(ours -> ours.toInteger() == 1 ? Optional.of(new Claim(owner, marker)) : Optional.empty());
    }

    /** Makes a claimed timeline live with what PostgreSQL held after the claim. Whether it still was ours to make. */
    Future<Boolean> build(Claim claim, long watermark, List<Long> newestFirst) {
        List<String> arguments =
                new ArrayList<>(List.of(claim.marker, Long.toString(size.ttl.toMillis()), Long.toString(watermark)));
        newestFirst.forEach(id -> arguments.add(Long.toString(id)));
        return BUILD_SCRIPT
                .run(redis, LuaScript.ScriptCall.of(TimelineKeys.home(claim.account), arguments))
                .map(made -> made.toInteger() == 1);
    }

    /** Forgets a timeline that no longer shows what its owner follows; the next reader has it rebuilt. */
    public Future<Void> invalidate(AccountId owner) {
        return isDisabled()
                ? Future.succeededFuture()
                : redis.send(Request.cmd(Command.UNLINK).arg(TimelineKeys.home(owner)))
                        .mapEmpty();
    }

    /** What there is of a timeline; unlike reading, looking does not keep it live. */
    public Future<TimelineState> state(AccountId owner) {
        if (isDisabled()) {
            return Future.succeededFuture(TimelineState.of("", 0, 0));
        }
        Request head = Request.cmd(Command.LINDEX).arg(TimelineKeys.home(owner)).arg(0);
        Request length = Request.cmd(Command.LLEN).arg(TimelineKeys.home(owner));
        Request left = Request.cmd(Command.PTTL).arg(TimelineKeys.home(owner));
        return redis.batch(List.of(head, length, left))
                .map(answers -> TimelineState.of(
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
     * @param ttl for how long still, unless somebody reads it
     */
    public record TimelineState(Stage stage, int entries, long watermark, Duration ttl) {
        private static TimelineState of(String head, int length, long millis) {
            Stage stage = head.isEmpty() ? Stage.NONE : head.startsWith("-") ? Stage.LIVE : Stage.BUILDING;
            return new TimelineState(
                    stage,
                    Math.max(0, length - 1),
                    stage == Stage.LIVE
                            ? RedisTimeline.TimelineHeader.parse(head).watermark()
                            : 0,
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
}
