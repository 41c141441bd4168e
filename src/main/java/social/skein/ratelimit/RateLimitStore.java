package social.skein.ratelimit;

import io.vertx.core.Future;
import java.time.Duration;
import social.skein.config.Config.Rate;
import social.skein.model.Problem;

/**
 * The count of each limit that all instances of a deployment share, so that together they allow no more than the limit.
 */
@FunctionalInterface
public interface RateLimitStore {

    /**
     * Takes some of a limit's remaining permits for the rest of its window. Fails with {@link Problem.Unavailable} if
     * the store cannot be reached.
     */
    Future<PermitGrant> acquire(RateLimit.RateLimitKey key, Rate rate, PermitRequest request);

    /** No shared store: each instance counts on its own. */
    static RateLimitStore localOnly() {
        Future<PermitGrant> unavailable =
                Future.failedFuture(new Problem.Unavailable("There is no shared rate limit store"));
        return (key, rate, request) -> unavailable;
    }

    /**
     * An instance's request for permits.
     *
     * @param maxPermits the most permits to grant; fewer are granted near the limit
     * @param unreported requests the instance allowed while the store was unavailable, to be counted now
     */
    record PermitRequest(int maxPermits, int unreported) {}

    /**
     * The permits granted to an instance.
     *
     * @param permits the number of requests it may allow; 0 if the limit is reached
     * @param remaining the permits left for all instances after this grant
     * @param resetsIn the time until the window ends
     */
    record PermitGrant(int permits, int remaining, Duration resetsIn) {}
}
