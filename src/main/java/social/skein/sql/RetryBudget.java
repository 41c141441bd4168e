package social.skein.sql;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the retries of transactions to one per ten started ones, so that retries do not multiply the load on a
 * struggling database. Up to twenty retries accumulate for a burst.
 */
final class RetryBudget {
    private static final int RETRY_COST = 10;
    private static final int MAX_BALANCE = 20 * RETRY_COST;

    /** Two transactions in conflict would conflict again if both retried at once. */
    private static final long MAX_BACKOFF_MILLIS = 30;

    private final AtomicInteger balance = new AtomicInteger(MAX_BALANCE);

    /** Counts a started transaction. */
    void deposit() {
        if (balance.get() < MAX_BALANCE) {
            balance.incrementAndGet();
        }
    }

    /** Takes one retry from the budget; false if none is left. */
    boolean tryWithdraw() {
        int before = balance.getAndUpdate(current -> current >= RETRY_COST ? current - RETRY_COST : current);
        return before >= RETRY_COST;
    }

    /** A random delay before a retry; none outside of a Vert.x context. */
    static Future<Void> backOff() {
        Context context = Vertx.currentContext();
        long millis = ThreadLocalRandom.current().nextLong(1, MAX_BACKOFF_MILLIS);
        return context == null
                ? Future.succeededFuture()
                : context.owner().timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
    }
}
