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
final class Repeats {
    private static final int PRICE = 10;
    private static final int MOST = 20 * PRICE;

    /** Two who were in each other's way would be so again, if both began anew at once. */
    private static final long LONGEST_PAUSE_MILLIS = 30;

    private final AtomicInteger saved = new AtomicInteger(MOST);

    /** A transaction begins. */
    void earn() {
        if (saved.get() < MOST) {
            saved.incrementAndGet();
        }
    }

    /** Whether one may be repeated; it counts as repeated then. */
    boolean spend() {
        int before = saved.getAndUpdate(now -> now >= PRICE ? now - PRICE : now);
        return before >= PRICE;
    }

    /** The time before a repeat, differently long each time. */
    static Future<Void> pause() {
        Context here = Vertx.currentContext();
        long millis = ThreadLocalRandom.current().nextLong(1, LONGEST_PAUSE_MILLIS);
        return here == null
                ? Future.succeededFuture()
                : here.owner().timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
    }
}
