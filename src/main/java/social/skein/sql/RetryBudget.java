package social.skein.sql;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many transactions may be repeated: one for every ten that begin, lest a database that is in trouble gets the more of it
 * the deeper it is in. What is earned in quiet times is kept for a few at once.
 */
final class RetryBudget {
    private static final int RETRY_COST = 10;
    private static final int MAX_BALANCE = 20 * RETRY_COST;

    /** Two who were in each other's way would be so again, if both began anew at once. */
    private static final long MAX_BACKOFF_MILLIS = 30;

    private final AtomicInteger balance = new AtomicInteger(MAX_BALANCE);

    /** A transaction begins. */
    void deposit() {
        if (balance.get() < MAX_BALANCE) {
            balance.incrementAndGet();
        }
    }

    /** Whether one may be repeated; it counts as repeated then. */
    boolean tryWithdraw() {
        int before = balance.getAndUpdate(now -> now >= RETRY_COST ? now - RETRY_COST : now);
        return before >= RETRY_COST;
    }

    /** The time before a repeat, differently long each time. */
    static Future<Void> backOff() {
        Context here = Vertx.currentContext();
        long millis = ThreadLocalRandom.current().nextLong(1, MAX_BACKOFF_MILLIS);
        return here == null
                ? Future.succeededFuture()
                : here.owner().timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
    }
}
