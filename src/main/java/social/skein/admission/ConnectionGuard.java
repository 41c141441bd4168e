package social.skein.admission;

import io.netty.channel.Channel;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import social.skein.http.ClientAddress;

/**
 * Meets connections before anything is asked on them, and hangs up on those there is no place for, and on those that do not
 * come to the end of what they ask: bytes that trickle keep a connection from being idle for ever. Each event loop has one of
 * its own; the places are the process's.
 */
public final class ConnectionGuard {
    private static final long CHECK_INTERVAL_MILLIS = 500;

    private final ConnectionLimits limits;
    private final Duration firstRequestTimeout;
    private final Duration nextRequestTimeout;
    private final LongSupplier clock;
    private final Map<HttpConnection, TrackedConnection> tracked = new HashMap<>();

    /**
     * @param firstRequestTimeout within which somebody who has connected must have asked for something
     * @param nextRequestTimeout within which somebody who was answered must have asked for something else
     * @param clock in nanoseconds
     */
    public ConnectionGuard(
            ConnectionLimits limits, Duration firstRequestTimeout, Duration nextRequestTimeout, LongSupplier clock) {
        this.limits = limits;
        this.firstRequestTimeout = firstRequestTimeout;
        this.nextRequestTimeout = nextRequestTimeout;
        this.clock = clock;
    }

    /** One connection. */
    private final class TrackedConnection {
        private long deadlineNanos;
        private int inFlight;

        TrackedConnection(Duration timeout) {
            extendDeadline(timeout);
        }

        void extendDeadline(Duration timeout) {
            deadlineNanos = clock.getAsLong() + timeout.toNanos();
        }

        boolean isTimedOut() {
            return inFlight == 0 && clock.getAsLong() - deadlineNanos > 0;
        }
    }

    /** Meets a connection in the moment it is made. */
    public void onConnect(HttpConnection connection) {
        ClientAddress address = new ClientAddress(connection.remoteAddress().hostAddress());
        if (!limits.tryAcquire(address)) {
            channel(connection).close();
            return;
        }
        tracked.put(connection, new TrackedConnection(firstRequestTimeout));
        // The connection's own handler hears of no end once it has become a WebSocket.
        channel(connection).closeFuture().addListener(closed -> {
            tracked.remove(connection);
            limits.release(address);
        });
    }

    /** What goes before everything that may refuse a request: who is refused has asked for something too. */
    public Handler<HttpServerRequest> wrap(Handler<HttpServerRequest> handler) {
        return request -> {
            TrackedConnection guest = tracked.get(request.connection());
            if (guest != null) {
                guest.extendDeadline(nextRequestTimeout);
            }
            handler.handle(request);
        };
    }

    /** Goes before all other handlers of a router. */
    public void mount(Router router) {
        router.route().handler(this::trackRequest);
    }

    /** Begins to look after those who do not ask, on the event loop of whoever calls. */
    public Future<Void> start(Vertx vertx) {
        vertx.setPeriodic(CHECK_INTERVAL_MILLIS, now -> closeTimedOut());
        return Future.succeededFuture();
    }

    private void trackRequest(RoutingContext context) {
        TrackedConnection guest = tracked.get(context.request().connection());
        if (guest != null) {
            guest.inFlight++;
            // Who asks for several things at once is asked for the next before this is heard.
            context.addEndHandler(ended -> {
                guest.inFlight--;
                guest.extendDeadline(nextRequestTimeout);
            });
        }
        context.next();
    }

    private void closeTimedOut() {
        List<HttpConnection> late = tracked.entrySet().stream()
                .filter(entry -> entry.getValue().isTimedOut())
                .map(Map.Entry::getKey)
                .toList();
        for (HttpConnection connection : late) {
            limits.recordTimeout();
            channel(connection).close();
        }
    }

    /** Closed at once, whatever of an answer was not read yet: who takes nothing in cannot be waited for. */
    private static Channel channel(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext().channel();
    }
}
