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
 * Closes connections over the {@link ConnectionLimits}, and those on which no complete request head arrives in time; an
 * idle timeout alone would never close a connection whose bytes trickle in. One instance per event loop, not
 * thread-safe.
 */
public final class ConnectionGuard {
    private static final long CHECK_INTERVAL_MILLIS = 500;

    private final ConnectionLimits limits;
    private final Duration firstRequestTimeout;
    private final Duration nextRequestTimeout;
    private final LongSupplier clock;
    private final Map<HttpConnection, TrackedConnection> tracked = new HashMap<>();

    /**
     * @param firstRequestTimeout the time from connecting to the first request
     * @param nextRequestTimeout the time from a response to the next request
     * @param clock nanoseconds, like {@link System#nanoTime()}
     */
    public ConnectionGuard(
            ConnectionLimits limits, Duration firstRequestTimeout, Duration nextRequestTimeout, LongSupplier clock) {
        this.limits = limits;
        this.firstRequestTimeout = firstRequestTimeout;
        this.nextRequestTimeout = nextRequestTimeout;
        this.clock = clock;
    }

    /** The state of one connection. */
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

    /** Call it with every new connection. */
    public void onConnect(HttpConnection connection) {
        ClientAddress address = new ClientAddress(connection.remoteAddress().hostAddress());
        if (!limits.tryAcquire(address)) {
            channel(connection).close();
            return;
        }
        tracked.put(connection, new TrackedConnection(firstRequestTimeout));
        // HttpConnection's close handler is not called for a connection that was upgraded to a WebSocket.
        channel(connection).closeFuture().addListener(closed -> {
            tracked.remove(connection);
            limits.release(address);
        });
    }

    /** Wraps the outermost request handler, so that rejected requests extend a connection's deadline too. */
    public Handler<HttpServerRequest> wrap(Handler<HttpServerRequest> handler) {
        return request -> {
            TrackedConnection connection = tracked.get(request.connection());
            if (connection != null) {
                connection.extendDeadline(nextRequestTimeout);
            }
            handler.handle(request);
        };
    }

    /** Adds the handler; it must come before the router's other handlers. */
    public void mount(Router router) {
        router.route().handler(this::trackRequest);
    }

    /** Starts the periodic check for late requests on the caller's event loop. */
    public Future<Void> start(Vertx vertx) {
        vertx.setPeriodic(CHECK_INTERVAL_MILLIS, timer -> closeTimedOut());
        return Future.succeededFuture();
    }

    private void trackRequest(RoutingContext context) {
        TrackedConnection connection = tracked.get(context.request().connection());
        if (connection != null) {
            connection.inFlight++;
            // With pipelining the next request may start before this end handler runs, hence a counter.
            context.addEndHandler(ended -> {
                connection.inFlight--;
                connection.extendDeadline(nextRequestTimeout);
            });
        }
        context.next();
    }

    private void closeTimedOut() {
        List<HttpConnection> timedOut = tracked.entrySet().stream()
                .filter(entry -> entry.getValue().isTimedOut())
                .map(Map.Entry::getKey)
                .toList();
        for (HttpConnection connection : timedOut) {
            limits.recordTimeout();
            channel(connection).close();
        }
    }

    /** Closing the channel also drops unsent response data: a client that does not read would hold the connection. */
    private static Channel channel(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext().channel();
    }
}
