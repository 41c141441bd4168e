package social.skein.fanout;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import social.skein.timeline.PushBatch;
import social.skein.timeline.RedisHomeTimelines;

/**
 * Combines pushes into larger calls to Redis. Pushes that arrive while the limit of calls is in flight wait and go
 * together, so round trips carry more as the load grows, and several statuses for one timeline are appended at once.
 * Used from one event loop.
 */
final class PushBatcher {
    /** One call for Redis to execute and one to prepare meanwhile. */
    private static final int MAX_IN_FLIGHT = 2;

    /** A few tens of milliseconds, during which Redis serves no other command. */
    private static final long MAX_DELIVERIES_PER_CALL = 16_000;

    private final RedisHomeTimelines timelines;
    private final Counter deliveries;
    private final Deque<PendingPush> waiting = new ArrayDeque<>();
    private long outstandingDeliveries;
    private int inFlight;

    PushBatcher(RedisHomeTimelines timelines, Counter deliveries) {
        this.timelines = timelines;
        this.deliveries = deliveries;
    }

    private record PendingPush(PushBatch batch, Promise<Void> delivered) {}

    /** Succeeds when the statuses are in all live timelines of the batch. */
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

    /** Whether the calls in flight are as large as allowed. */
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
