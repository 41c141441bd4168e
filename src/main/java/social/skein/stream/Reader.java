package social.skein.stream;

import io.netty.buffer.ByteBufUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final Dialect dialect;
    private final StreamMetrics metrics;
    private final Promise<Void> ended = Promise.promise();
    private List<Listener> listeners = List.of();
    private List<String> early = new ArrayList<>(0);
    private Optional<Sink> sink = Optional.empty();
    private int waitingTexts;
    private int waitingBytes;

    Reader(Optional<Viewer> viewer, Dialect dialect, StreamMetrics metrics) {
        this.viewer = viewer;
        this.dialect = dialect;
        this.metrics = metrics;
    }

    Optional<Viewer> viewer() {
        return viewer;
    }

    /** What it listens with now. */
    List<Listener> listeners() {
        return listeners;
    }

    /** What it listens to such a stream with, if it does. */
    Optional<Listener> listener(Subscription subscription) {
        return listeners.stream()
                .filter(listener -> listener.subscription().equals(subscription))
                .findFirst();
    }

    void checkHasRoom() {
        if (listeners.size() == MOST_SUBSCRIPTIONS) {
            throw new Problem.Malformed("A connection should have at most " + MOST_SUBSCRIPTIONS + " subscriptions");
        }
    }

    void add(Listener listener) {
        listeners = Crowd.with(listeners, listener);
    }

    void remove(Listener listener) {
        listeners = Crowd.without(listeners, listener);
    }

    void tell(Listener listener, Event event) {
        if (listeners.contains(listener)) {
            write(dialect.words(listener.subscription(), event));
            metrics.sent(event);
        }
    }

    /** The connection is answered: what it was told before goes out now. */
    void begin(Sink opened) {
        sink = Optional.of(opened);
        early.forEach(text -> send(opened, text));
        early = List.of();
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
        sink.ifPresentOrElse(open -> send(open, text), () -> early.add(text));
    }

    private void send(Sink open, String text) {
        open.write(text).onComplete(left -> {
            waitingTexts--;
            waitingBytes -= ByteBufUtil.utf8Bytes(text);
        });
    }

    /** Closes the connection for a reason; nothing is told to it from now on. */
    void close(Farewell farewell) {
        if (!isEnded()) {
            end();
            metrics.closed(farewell);
            sink.ifPresent(open -> open.close(farewell).onFailure(alreadyGone -> {}));
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
