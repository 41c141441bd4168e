package social.skein.fanout;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import social.skein.timeline.PushBatch;
import social.skein.timeline.RedisTimelines;

/**
 * Parcels on their way to Redis. What comes in while enough is under way is gathered and goes together, so round trips grow
 * with the load, and what several parcels hold for one timeline goes there at once. Used from one event loop.
 */
final class PushBatcher {
    /** One for Redis to work on and one that is sorted meanwhile. */
    private static final int MAX_IN_FLIGHT = 2;

    /** A few hundredths of a second of Redis' time, in which it answers nobody else. */
    private static final long MAX_DELIVERIES_PER_CALL = 16_000;

    private final RedisTimelines timelines;
    private final Counter deliveries;
    private final Deque<PendingPush> waiting = new ArrayDeque<>();
    private long outstandingDeliveries;
    private int inFlight;

    PushBatcher(RedisTimelines timelines, Counter deliveries) {
        this.timelines = timelines;
        this.deliveries = deliveries;
    }

    private record PendingPush(PushBatch batch, Promise<Void> delivered) {}

    /** Succeeds when the statuses are in all of these timelines that are live. */
    Future<Void> enqueue(PushBatch batch) {
        if (batch.deliveries() == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> delivered = Promise.promise();
        waiting.add(new PendingPush(batch, delivered));
        outstandingDeliveries += batch.deliveries();
        flush();
        return delivered.future();
    }

    /** Whether there is as much as can be under way. */
    boolean isFull() {
        return outstandingDeliveries >= MAX_IN_FLIGHT * MAX_DELIVERIES_PER_CALL;
    }

    private void flush() {
        while (inFlight < MAX_IN_FLIGHT && !waiting.isEmpty()) {
            List<PendingPush> items = new ArrayList<>();
            long size = 0;
            do {
                PendingPush item = waiting.remove();
                items.add(item);
                size += item.batch.deliveries();
            } while (!waiting.isEmpty() && size + waiting.element().batch.deliveries() <= MAX_DELIVERIES_PER_CALL);
            push(items, size);
        }
    }

    private void push(List<PendingPush> items, long size) {
        inFlight++;
        timelines
                .push(items.stream().map(PendingPush::batch).toList())
                .onSuccess(deliveries::increment)
                .<Void>mapEmpty()
                .onComplete(pushed -> {
                    inFlight--;
                    outstandingDeliveries -= size;
                    flush();
                    items.forEach(item -> item.delivered.handle(pushed));
                });
    }
}
