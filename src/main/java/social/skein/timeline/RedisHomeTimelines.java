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
 * home:{bucket}:account   list of integers: a header, then status ids, roughly ascending. The header is -n, where n is the
 *                         watermark; -n:m if ids up to m are out of order; or b and the time of the claim while the list
 *                         is being built. Created by a rebuild, appended to by fan-out only while it exists, and expires
 *                         {@code timeline.ttl} after the last read.
 * </pre>
 *
 * The bucket is Redis Cluster's hash tag, so one call can serve many timelines. Readers sort and remove duplicates, so late,
 * repeated and concurrent appends are harmless. A timeline whose header is a watermark is live.
 */
public final class RedisHomeTimelines {
    /** A rebuild takes milliseconds; a claim this old belongs to a process that died. */
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(10);

    /** Elements read beyond the page: for statuses that the rules hide, duplicates and ids out of order. */
    private static final int PAGE_MARGIN = 40;

    /** Elements read for any page but the first: clients rarely page down further than this. */
    private static final int DEEP_PAGE_LENGTH = 240;

    private static final int ALL = Integer.MAX_VALUE;

    private static final Logger LOG = LoggerFactory.getLogger(RedisHomeTimelines.class);
    private static final LuaScript PUSH_SCRIPT = LuaScript.load("timeline-push.lua");
    private static final LuaScript CLAIM_SCRIPT = LuaScript.load("timeline-claim.lua");
    private static final LuaScript BUILD_SCRIPT = LuaScript.load("timeline-build.lua");

    private final RedisClient redis;
    private final Clock clock;
    private final TimelineSize size;
    private final TtlRefresh ttlRefresh;

    /**
     * The size and lifetime of a timeline.
     *
     * @param cap entries kept after a trim
     * @param slack entries allowed above the cap before a trim
     * @param ttl expiry after the last read
     */
    public record TimelineSize(int cap, int slack, Duration ttl) {}

    /** The right to build one timeline. */
    record Claim(AccountId account, String marker) {}

    public RedisHomeTimelines(RedisClient redis, Clock clock, TimelineSize size) {
        this.redis = redis;
        this.clock = clock;
        this.size = size;
        this.ttlRefresh = new TtlRefresh(size.ttl);
    }

    /** Whether Redis is not configured, so that all reads use PostgreSQL. */
    public boolean isDisabled() {
        return redis.isDisabled();
    }

    /** Whether Redis is configured and answers. */
    boolean isReachable() {
        return redis.isAvailable();
    }

    /** Appends statuses to the timelines that exist. Returns the number of appends. */
    public Future<Long> push(List<PushBatch> batches) {
        List<LuaScript.ScriptCall> calls = new PushCallBuilder(batches, size.cap, size.slack).build();
        return PUSH_SCRIPT
                .run(redis, calls)
                .map(appends -> appends.stream().mapToLong(Response::toLong).sum());
    }

    /** Reads as much of a timeline as the window needs, and extends its TTL. Empty if it is not live. */
    Future<Optional<HomeTimelineSnapshot>> read(AccountId owner, PageRequest window) {
        refreshTtl(owner);
        return peek(owner, window);
    }

    /** Like {@link #read}, without extending the TTL. */
    Future<Optional<HomeTimelineSnapshot>> peek(AccountId owner, PageRequest window) {
        int length = window.maxId().isPresent() ? DEEP_PAGE_LENGTH : window.limit() + PAGE_MARGIN;
        return readTail(owner, length)
                .compose(found -> found.isEmpty() || found.get().isEnoughFor(window)
                        ? Future.succeededFuture(found)
                        : readTail(owner, ALL));
    }

    /** Reads header and tail in one batch, so that they belong together. */
    private Future<Optional<HomeTimelineSnapshot>> readTail(AccountId owner, int length) {
        String key = TimelineKeys.home(owner);
        Request range = Request.cmd(Command.LRANGE).arg(key).arg(-length).arg(-1);
        Request header = Request.cmd(Command.LINDEX).arg(key).arg(0);
        return redis.batch(List.of(range, header))
                .map(answers -> Optional.ofNullable(answers.get(1))
                        .map(Response::toString)
                        .filter(first -> first.startsWith("-"))
                        .map(first -> parse(HomeTimelineSnapshot.TimelineHeader.parse(first), answers.get(0))));
    }

    private static HomeTimelineSnapshot parse(HomeTimelineSnapshot.TimelineHeader header, Response elements) {
        long[] ids = new long[elements.size()];
        int length = 0;
        boolean complete = elements.size() == 0;
        for (Response element : elements) {
            Buffer digits = element.toBuffer();
            if (digits.getByte(0) == '-') {
                complete = true;
            } else {
                ids[length++] = TimelineKeys.parseDigits(digits);
            }
        }
        return complete
                ? HomeTimelineSnapshot.complete(header, ids, length)
                : HomeTimelineSnapshot.tail(header, ids, length);
    }

    private void refreshTtl(AccountId owner) {
        if (ttlRefresh.isDue(owner, clock.millis())) {
            redis.send(Request.cmd(Command.PEXPIRE)
                            .arg(TimelineKeys.home(owner))
                            .arg(size.ttl.toMillis()))
                    .onFailure(failure ->
                            LOG.debug("The TTL of the timeline of {} was not extended: {}", owner, failure.toString()));
        }
    }

    /** Claims a timeline unless it is live or being built. Fan-out appends to a claimed timeline. */
    Future<Optional<Claim>> claim(AccountId owner) {
        long now = clock.millis();
        // The nanoseconds distinguish claims of the same millisecond.
        String marker = "b" + now + ":" + Long.toUnsignedString(System.nanoTime());
        List<String> arguments = List.of(marker, Long.toString(now), Long.toString(CLAIM_TIMEOUT.toMillis()));
        return CLAIM_SCRIPT
                .run(redis, LuaScript.ScriptCall.of(TimelineKeys.home(owner), arguments))
                .map(claimed -> claimed.toInteger() == 1 ? Optional.of(new Claim(owner, marker)) : Optional.empty());
    }

    /** Makes a claimed timeline live, with ids read after the claim. Returns false if the claim was lost meanwhile. */
    Future<Boolean> build(Claim claim, long watermark, List<Long> newestFirst) {
        List<String> arguments =
                new ArrayList<>(List.of(claim.marker, Long.toString(size.ttl.toMillis()), Long.toString(watermark)));
        newestFirst.forEach(id -> arguments.add(Long.toString(id)));
        return BUILD_SCRIPT
                .run(redis, LuaScript.ScriptCall.of(TimelineKeys.home(claim.account), arguments))
                .map(built -> built.toInteger() == 1);
    }

    /** Deletes a timeline that no longer matches its owner's follows. The next read starts a rebuild. */
    public Future<Void> invalidate(AccountId owner) {
        return isDisabled()
                ? Future.succeededFuture()
                : redis.send(Request.cmd(Command.UNLINK).arg(TimelineKeys.home(owner)))
                        .mapEmpty();
    }

    /** Deletes timelines and returns how many there were. The next read of each starts a rebuild. */
    public Future<Long> invalidate(List<AccountId> owners) {
        if (isDisabled()) {
            return Future.succeededFuture(0L);
        }
        List<Request> commands = owners.stream()
                .map(owner -> Request.cmd(Command.UNLINK).arg(TimelineKeys.home(owner)))
                .toList();
        return redis.batch(commands)
                .map(answers -> answers.stream().mapToLong(Response::toLong).sum());
    }

    /** The state of a timeline, for operators. Does not extend the TTL. */
    public Future<TimelineState> state(AccountId owner) {
        if (isDisabled()) {
            return Future.succeededFuture(TimelineState.of("", 0, 0));
        }
        Request header =
                Request.cmd(Command.LINDEX).arg(TimelineKeys.home(owner)).arg(0);
        Request length = Request.cmd(Command.LLEN).arg(TimelineKeys.home(owner));
        Request ttl = Request.cmd(Command.PTTL).arg(TimelineKeys.home(owner));
        return redis.batch(List.of(header, length, ttl))
                .map(answers -> TimelineState.of(
                        Optional.ofNullable(answers.get(0))
                                .map(Response::toString)
                                .orElse(""),
                        answers.get(1).toInteger(),
                        answers.get(2).toLong()));
    }

    /**
     * The state of a timeline, for operators.
     *
     * @param entries the number of ids, including duplicates
     * @param watermark the timeline is complete for ids above this; 0 if it reaches back to the first post
     * @param ttl the remaining time until it expires if it is not read
     */
    public record TimelineState(Stage stage, int entries, long watermark, Duration ttl) {
        private static TimelineState of(String header, int length, long ttlMillis) {
            Stage stage = header.isEmpty() ? Stage.NONE : header.startsWith("-") ? Stage.LIVE : Stage.BUILDING;
            return new TimelineState(
                    stage,
                    Math.max(0, length - 1),
                    stage == Stage.LIVE
                            ? HomeTimelineSnapshot.TimelineHeader.parse(header).watermark()
                            : 0,
                    Duration.ofMillis(Math.max(0, ttlMillis)));
        }
    }

    /** How reads of a timeline are answered. */
    public enum Stage {
        /** From PostgreSQL; the read starts a rebuild. */
        NONE,
        /** From PostgreSQL. */
        BUILDING,
        /** From Redis. */
        LIVE
    }

    int cap() {
        return size.cap;
    }
}
