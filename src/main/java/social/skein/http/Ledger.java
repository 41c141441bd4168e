package social.skein.http;

import io.vertx.core.Future;
import java.time.Duration;
import social.skein.model.Problem;

/** Where the instances of a deployment write down what they take of a limit, so that all together take no more than it. */
@FunctionalInterface
public interface Ledger {

    /**
     * Takes some of what is left of a limit, for the rest of its window. Fails with {@link Problem.Unavailable} when the
     * ledger cannot be reached.
     */
    Future<Grant> take(RateLimit.Use use, Rate rate, Wish wish);

    /** No ledger: each instance counts by itself. */
    static Ledger none() {
        Future<Grant> alone = Future.failedFuture(new Problem.Unavailable("Requests are counted by each instance"));
        return (use, rate, wish) -> alone;
    }

    /**
     * What an instance asks for.
     *
     * @param most how many requests at once, where the limit is still far
     * @param owed how many it let in while the ledger was away, to be written down now
     */
    record Wish(int most, int owed) {}

    /**
     * What an instance is given.
     *
     * @param more how many requests it may let in; none where the limit is reached
     * @param left how many are left for anybody
     * @param rest how long until the window ends
     */
    record Grant(int more, int left, Duration rest) {}
}
