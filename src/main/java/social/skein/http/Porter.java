package social.skein.http;

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

/**
 * Meets connections before anything is asked on them, and hangs up on those there is no place for, and on those that do not
 * come to the end of what they ask: bytes that trickle keep a connection from being idle for ever. Each event loop has one of
 * its own; the places are the process's.
 */
public final class Porter {
    private static final long LOOK_MILLIS = 500;

    private final Connections connections;
    private final Duration first;
    private final Duration next;
    private final LongSupplier clock;
    private final Map<HttpConnection, Guest> guests = new HashMap<>();

    /**
     * @param first within which somebody who has connected must have asked for something
     * @param next within which somebody who was answered must have asked for something else
     * @param clock in nanoseconds
     */
    public Porter(Connections connections, Duration first, Duration next, LongSupplier clock) {
        this.connections = connections;
        this.first = first;
        this.next = next;
        this.clock = clock;
    }

    /** One connection. */
    private final class Guest {
        private long due;
        private int underWay;

        Guest(Duration patience) {
            wait(patience);
        }

        void wait(Duration patience) {
            due = clock.getAsLong() + patience.toNanos();
        }

        boolean isLate() {
            return underWay == 0 && clock.getAsLong() - due > 0;
        }
    }

    /** Meets a connection in the moment it is made. */
    public void meet(HttpConnection connection) {
        ClientAddress address = new ClientAddress(connection.remoteAddress().hostAddress());
        if (!connections.enter(address)) {
            channel(connection).close();
            return;
        }
        guests.put(connection, new Guest(first));
        // The connection's own handler hears of no end once it has become a WebSocket.
        channel(connection).closeFuture().addListener(closed -> {
            guests.remove(connection);
            connections.leave(address);
        });
    }

    /** What goes before everything that may refuse a request: who is refused has asked for something too. */
    public Handler<HttpServerRequest> before(Handler<HttpServerRequest> answering) {
        return request -> {
            Guest guest = guests.get(request.connection());
            if (guest != null) {
                guest.wait(next);
            }
            answering.handle(request);
        };
    }

    /** Goes before all other handlers of a router. */
    public void mount(Router router) {
        router.route().handler(this::ask);
    }

    /** Begins to look after those who do not ask, on the event loop of whoever calls. */
    public Future<Void> open(Vertx vertx) {
        vertx.setPeriodic(LOOK_MILLIS, now -> look());
        return Future.succeededFuture();
    }

    private void ask(RoutingContext context) {
        Guest guest = guests.get(context.request().connection());
        if (guest != null) {
            guest.underWay++;
            // Who asks for several things at once is asked for the next before this is heard.
            context.addEndHandler(ended -> {
                guest.underWay--;
                guest.wait(next);
            });
        }
        context.next();
    }

    private void look() {
        List<HttpConnection> late = guests.entrySet().stream()
                .filter(entry -> entry.getValue().isLate())
                .map(Map.Entry::getKey)
                .toList();
        for (HttpConnection connection : late) {
            connections.noteLate();
            channel(connection).close();
        }
    }

    /** Closed at once, whatever of an answer was not read yet: who takes nothing in cannot be waited for. */
    private static Channel channel(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext().channel();
    }
}
