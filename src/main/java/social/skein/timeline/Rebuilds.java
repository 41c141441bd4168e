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
 * Makes home timelines live again from PostgreSQL. First the timeline is claimed, so that fan-out appends to it from then
 * on; then PostgreSQL is read; then what it held goes below what has come since. Whatever was committed before the read
 * is in what was read, whatever comes after is appended, and what is both is shown once.
 */
public final class Rebuilds {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);

    private final RedisTimelines timelines;
    private final HomeQuery homeQuery;
    private final Counter rebuilt;
    private final Counter rejected;
    private final Semaphore permits;

    /** @param maxConcurrent rebuilds this process runs side by side; a reader beyond that is answered from PostgreSQL once more */
    public Rebuilds(RedisTimelines timelines, HomeQuery homeQuery, int maxConcurrent, MeterRegistry metrics) {
        this.timelines = timelines;
        this.homeQuery = homeQuery;
        this.rebuilt = Counter.builder("skein.timeline.rebuilds")
                .description("Home timelines made live from PostgreSQL")
                .register(metrics);
        this.rejected = Counter.builder("skein.timeline.rebuilds.rejected")
                .description("Rebuilds put off because as many as may be were running")
                .register(metrics);
        this.permits = new Semaphore(maxConcurrent);
        Gauge.builder("skein.timeline.rebuilds.running", permits, free -> maxConcurrent - free.availablePermits())
                .description("Home timelines being rebuilt")
                .register(metrics);
    }

    /** Rebuilds behind the caller's back, if it is not live, nobody else is at it and there is a place free. */
    void rebuildInBackground(AccountId owner) {
        if (!timelines.isReachable()) {
            return;
        }
        if (permits.tryAcquire()) {
            ReadConsistency.readLatest(() -> rebuild(owner))
                    .onFailure(failure ->
                            LOG.warn("The timeline of {} could not be rebuilt: {}", owner, failure.toString()))
                    .onComplete(done -> permits.release());
        } else {
            rejected.increment();
        }
    }

    /**
     * Rebuilds now, from the primary: a replica might not have yet what was spread before the claim. Whether it
     * was ours to do: false where the timeline is live already or somebody else builds it.
     */
    Future<Boolean> rebuild(AccountId owner) {
        return timelines
                .claim(owner)
                .compose(claim -> claim.isEmpty()
                        ? Future.succeededFuture(false)
                        : ReadConsistency.readLatest(
                                        () -> homeQuery.pull(owner, PageRequest.firstPage(timelines.cap())))
                                .compose(found -> timelines.build(
                                        claim.get(), found.cursor().orElse(0L), found.ids()))
                                .onSuccess(made -> rebuilt.increment()));
    }

    /** Throws away what Redis holds of a timeline and builds it anew; readers meet the database in between. */
    public Future<Boolean> discardAndRebuild(AccountId owner) {
        return timelines.invalidate(owner).compose(gone -> rebuild(owner));
    }
}
