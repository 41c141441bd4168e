package social.skein.stream;

import io.netty.buffer.ByteBufUtil;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import social.skein.http.Caller;
import social.skein.model.Problem;

/**
 * One connection with its listeners. Its unsent data is bounded: a client that reads more slowly than events arrive is
 * disconnected, since its queue would fill the heap.
 */
final class StreamConnection {
    static final int MAX_QUEUED_MESSAGES = 500;
    static final int MAX_QUEUED_BYTES = 1 << 20;
    private static final int MAX_SUBSCRIPTIONS = 100;

    private final Optional<Caller> caller;
    private final EventEncoding encoding;
    private final StreamMetrics metrics;
    private final Promise<Void> ended = Promise.promise();
    private List<StreamListener> listeners = List.of();
    private List<String> queuedBeforeOpen = new ArrayList<>(0);
    private Optional<Sink> sink = Optional.empty();
    private int queuedMessages;
    private int queuedBytes;

    StreamConnection(Optional<Caller> caller, EventEncoding encoding, StreamMetrics metrics) {
        this.caller = caller;
        this.encoding = encoding;
        this.metrics = metrics;
    }

    Optional<Caller> caller() {
        return caller;
    }

    List<StreamListener> listeners() {
        return listeners;
    }

    /** The listener for this subscription, if there is one. */
    Optional<StreamListener> listener(Subscription subscription) {
        return listeners.stream()
                .filter(listener -> listener.subscription().equals(subscription))
                .findFirst();
    }

    void checkSubscriptionLimit() {
        if (listeners.size() == MAX_SUBSCRIPTIONS) {
            throw new Problem.Malformed("A connection can have at most " + MAX_SUBSCRIPTIONS + " subscriptions");
        }
    }

    void add(StreamListener listener) {
        listeners = CopyOnWriteLists.with(listeners, listener);
    }

    void remove(StreamListener listener) {
        listeners = CopyOnWriteLists.without(listeners, listener);
    }

    void sendEvent(StreamListener listener, StreamEvent event) {
        if (listeners.contains(listener)) {
            write(encoding.encode(listener.subscription(), event));
            metrics.eventSent(event);
        }
    }

    /** Opens the connection: the queued events are sent now, later ones immediately. */
    void attach(Sink openSink) {
        sink = Optional.of(openSink);
        queuedBeforeOpen.forEach(text -> writeTo(openSink, text));
        queuedBeforeOpen = List.of();
    }

    void write(String text) {
        if (isEnded()) {
            return;
        }
        int bytes = ByteBufUtil.utf8Bytes(text);
        if (queuedMessages + 1 > MAX_QUEUED_MESSAGES || queuedBytes + bytes > MAX_QUEUED_BYTES) {
            close(CloseReason.SLOW);
            return;
        }
        queuedMessages++;
        queuedBytes += bytes;
        sink.ifPresentOrElse(open -> writeTo(open, text), () -> queuedBeforeOpen.add(text));
    }

    private void writeTo(Sink openSink, String text) {
        openSink.write(text).onComplete(written -> {
            queuedMessages--;
            queuedBytes -= ByteBufUtil.utf8Bytes(text);
        });
    }

    /** Closes the connection; it receives no more events. */
    void close(CloseReason reason) {
        if (!isEnded()) {
            markEnded();
            metrics.closed(reason);
            sink.ifPresent(open -> open.close(reason).onFailure(alreadyGone -> {}));
        }
    }

    /** Marks the connection as closed. */
    void markEnded() {
        ended.tryComplete();
    }

    /** Completes when the connection is closed or being closed. */
    Future<Void> ended() {
        return ended.future();
    }

    boolean isEnded() {
        return ended.future().isComplete();
    }
}
