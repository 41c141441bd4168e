package social.skein.stream;

import io.netty.buffer.ByteBufUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import social.skein.http.Viewer;
import social.skein.model.Problem;

/**
 * One connection and what it listens to. What was written and has not yet left is counted and bounded: a client that reads
 * more slowly than it is told things would otherwise fill the heap with them.
 */
final class Reader {
    static final int MOST_WAITING_TEXTS = 500;
    static final int MOST_WAITING_BYTES = 1 << 20;
    private static final int MOST_SUBSCRIPTIONS = 100;

    private final Optional<Viewer> viewer;
    private final Sink sink;
    private final StreamMetrics metrics;
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();
    private final Promise<Void> ended = Promise.promise();
    private int waitingTexts;
    private int waitingBytes;

    Reader(Optional<Viewer> viewer, Sink sink, StreamMetrics metrics) {
        this.viewer = viewer;
        this.sink = sink;
        this.metrics = metrics;
    }

    Optional<Viewer> viewer() {
        return viewer;
    }

    /** What it listens to now. */
    Set<Subscription> subscriptions() {
        return Set.copyOf(subscriptions);
    }

    /** False where it listens to that already. */
    boolean add(Subscription subscription) {
        if (subscriptions.size() == MOST_SUBSCRIPTIONS && !subscriptions.contains(subscription)) {
            throw new Problem.Malformed("A connection should have at most " + MOST_SUBSCRIPTIONS + " subscriptions");
        }
        return subscriptions.add(subscription);
    }

    /** False where it did not listen to that. */
    boolean remove(Subscription subscription) {
        return subscriptions.remove(subscription);
    }

    void tell(Subscription subscription, Event event) {
        if (subscriptions.contains(subscription)) {
            write(sink.encode(subscription, event));
            metrics.sent(event);
        }
    }

    void write(String text) {
        if (isEnded()) {
            return;
        }
        int bytes = ByteBufUtil.utf8Bytes(text);
        if (waitingTexts + 1 > MOST_WAITING_TEXTS || waitingBytes + bytes > MOST_WAITING_BYTES) {
            close(Farewell.SLOW);
            return;
        }
        waitingTexts++;
        waitingBytes += bytes;
        sink.write(text).onComplete(left -> {
            waitingTexts--;
            waitingBytes -= bytes;
        });
    }

    /** Closes the connection for a reason; nothing is told to it from now on. */
    void close(Farewell farewell) {
        if (!isEnded()) {
            end();
            metrics.closed(farewell);
            sink.close(farewell).onFailure(alreadyGone -> {});
        }
    }

    /** The connection is gone. */
    void end() {
        ended.tryComplete();
    }

    /** Completes when the connection is gone, or is being closed. */
    Future<Void> ended() {
        return ended.future();
    }

    boolean isEnded() {
        return ended.future().isComplete();
    }
}
