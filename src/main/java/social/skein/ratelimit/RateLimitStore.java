package social.skein.ratelimit;

import io.vertx.core.Future;
import java.time.Duration;
import social.skein.model.Problem;

/** Where the instances of a deployment write down what they take of a limit, so that all together take no more than it. */
@FunctionalInterface
public interface RateLimitStore {

    /**
     * Takes some of what is left of a limit, for the rest of its window. Fails with {@link Problem.Unavailable} when the
     * ledger cannot be reached.
     */
    Future<PermitGrant> acquire(RateLimit.RateLimitKey key, Rate rate, PermitRequest request);

    /** No ledger: each instance counts by itself. */
    static RateLimitStore localOnly() {
        Future<PermitGrant> alone =
                Future.failedFuture(new Problem.Unavailable("Requests are counted by each instance"));
        return (use, rate, wish) -> alone;
    }

    /**
     * What an instance asks for.
     *
     * @param maxPermits how many requests at once, where the limit is still far
     * @param unreported how many it let in while the ledger was away, to be written down now
     */
    record PermitRequest(int maxPermits, int unreported) {}

    /**
     * What an instance is given.
     *
     * @param permits how many requests it may let in; none where the limit is reached
     * @param remaining how many are left for anybody
     * @param resetsIn how long until the window ends
     */
    record PermitGrant(int permits, int remaining, Duration resetsIn) {}
}
