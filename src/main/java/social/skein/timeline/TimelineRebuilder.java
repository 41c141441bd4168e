package social.skein.timeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.context.ReadConsistency;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;

/**
 * Rebuilds home timelines in Redis from PostgreSQL. A rebuild first claims the timeline, so that fan-out appends to it
 * from then on; it then reads PostgreSQL, and puts the result below the appended ids. So a status committed before the
 * read is in the result, a later one is appended, and readers remove duplicates.
 */
public final class TimelineRebuilder {
    private static final Logger LOG = LoggerFactory.getLogger(TimelineRebuilder.class);

    private final RedisHomeTimelines timelines;
    private final HomeQuery homeQuery;
    private final Counter rebuilt;
    private final Counter rejected;
    private final Semaphore permits;

    /**
     * @param maxConcurrent rebuilds that this process runs at a time; beyond it, a read uses PostgreSQL without a
     *     rebuild
     */
    public TimelineRebuilder(
            RedisHomeTimelines timelines, HomeQuery homeQuery, int maxConcurrent, MeterRegistry metrics) {
        this.timelines = timelines;
        this.homeQuery = homeQuery;
        this.rebuilt = Counter.builder("skein.timeline.rebuilds")
                .description("Home timelines rebuilt from PostgreSQL")
                .register(metrics);
        this.rejected = Counter.builder("skein.timeline.rebuilds.rejected")
                .description("Rebuilds not started because the maximum number was running")
                .register(metrics);
        this.permits = new Semaphore(maxConcurrent);
        Gauge.builder("skein.timeline.rebuilds.running", permits, permit -> maxConcurrent - permit.availablePermits())
                .description("Home timeline rebuilds in progress")
                .register(metrics);
    }

    /**
     * Starts a rebuild if Redis is reachable and a permit is free; does nothing if the timeline is there or claimed
     * already.
     */
    void rebuildInBackground(AccountId owner) {
        if (!timelines.isReachable()) {
            return;
        }
        if (permits.tryAcquire()) {
            ReadConsistency.readLatest(() -> rebuild(owner))
                    .onFailure(failure -> LOG.warn(
                            "The home timeline of account {} could not be rebuilt: {}", owner, failure.toString()))
                    .onComplete(done -> permits.release());
        } else {
            rejected.increment();
        }
    }

    /** Rebuilds now. Returns false if the timeline is in Redis already, or if another process claimed it. */
    Future<Boolean> rebuild(AccountId owner) {
        return timelines
                .claim(owner)
                .compose(claim -> claim.isPresent() ? build(claim.get()) : Future.succeededFuture(false));
    }

    /** Reads from the primary: a replica may still lack statuses that were fanned out before the claim. */
    private Future<Boolean> build(RedisHomeTimelines.Claim claim) {
        return ReadConsistency.readLatest(() -> homeQuery.pull(claim.account(), PageRequest.firstPage(timelines.cap())))
                .compose(found -> timelines.build(claim, found.cursor().orElse(0L), found.ids()))
                .onSuccess(built -> rebuilt.increment());
    }

    /** Deletes the timeline from Redis and rebuilds it. Reads use PostgreSQL in between. */
    public Future<Boolean> discardAndRebuild(AccountId owner) {
        return timelines.invalidate(owner).compose(gone -> rebuild(owner));
    }
}
