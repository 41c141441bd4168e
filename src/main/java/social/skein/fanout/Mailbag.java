package social.skein.fanout;

import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import social.skein.timeline.LiveTimelines;
import social.skein.timeline.Parcel;

/**
 * Parcels on their way to Redis. What comes in while enough is under way is gathered and goes together, so round trips grow
 * with the load, and what several parcels hold for one timeline goes there at once. Used from one event loop.
 */
final class Mailbag {
    /** One for Redis to work on and one that is sorted meanwhile. */
    private static final int MOST_UNDER_WAY = 2;

    /** A few hundredths of a second of Redis' time, in which it answers nobody else. */
    private static final long MOST_DELIVERIES = 16_000;

    private final LiveTimelines timelines;
    private final Counter deliveries;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private long open;
    private int underWay;

    Mailbag(LiveTimelines timelines, Counter deliveries) {
        this.timelines = timelines;
        this.deliveries = deliveries;
    }

    private record Item(Parcel parcel, Promise<Void> delivered) {}

    /** Succeeds when the statuses are in all of these timelines that are live. */
    Future<Void> send(Parcel parcel) {
        if (parcel.deliveries() == 0) {
            return Future.succeededFuture();
        }
        Promise<Void> delivered = Promise.promise();
        waiting.add(new Item(parcel, delivered));
        open += parcel.deliveries();
        empty();
        return delivered.future();
    }

    /** Whether there is as much as can be under way. */
    boolean isFull() {
        return open >= MOST_UNDER_WAY * MOST_DELIVERIES;
    }

    private void empty() {
        while (underWay < MOST_UNDER_WAY && !waiting.isEmpty()) {
            List<Item> items = new ArrayList<>();
            long size = 0;
            do {
                Item item = waiting.remove();
                items.add(item);
                size += item.parcel.deliveries();
            } while (!waiting.isEmpty() && size + waiting.element().parcel.deliveries() <= MOST_DELIVERIES);
            push(items, size);
        }
    }

    private void push(List<Item> items, long size) {
        underWay++;
        timelines
                .push(items.stream().map(Item::parcel).toList())
                .onSuccess(deliveries::increment)
                .<Void>mapEmpty()
                .onComplete(pushed -> {
                    underWay--;
                    open -= size;
                    empty();
                    items.forEach(item -> item.delivered.handle(pushed));
                });
    }
}
