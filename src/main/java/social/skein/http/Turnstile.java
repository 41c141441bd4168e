package social.skein.http;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The first that a request meets: it is let in where there is room for it, and refused at once where there is not, before
 * it has cost anything, a way through the router included. Each event loop has one of its own; the room is the process's.
 */
public final class Turnstile {
    /** A refusal must cost next to nothing: nobody answers the many by working on each of them. */
    private static final Answer REFUSAL = Problems.unread(503);

    private static final CharSequence ORIGIN = HttpHeaders.createOptimized("Access-Control-Allow-Origin");
    private static final CharSequence ANYBODY = HttpHeaders.createOptimized("*");
    private static final CharSequence CACHE = HttpHeaders.createOptimized("Cache-Control");
    private static final CharSequence NOT_AT_ALL = HttpHeaders.createOptimized("no-store");
    private static final CharSequence RETRY = HttpHeaders.createOptimized("Retry-After");

    /** Seconds, differently many for each, lest those who are refused together come back together. */
    private static final List<CharSequence> LATER = List.of(
            HttpHeaders.createOptimized("1"), HttpHeaders.createOptimized("2"), HttpHeaders.createOptimized("3"));

    private static final long LOOK_MILLIS = 250;

    private final Room room;
    private final Duration patience;
    private final Set<Visit> visits = new HashSet<>();

    /** @param patience how long somebody may be kept waiting */
    public Turnstile(Room room, Duration patience) {
        this.room = room;
        this.patience = patience;
    }

    /** Goes before all other handlers of a router. */
    public void mount(Router router) {
        router.route().handler(this::meet);
    }

    /** What goes before the router itself. It takes no place: not everything that is let in reaches the router's handlers. */
    public Handler<HttpServerRequest> before(Router router) {
        return request -> {
            if (Rank.of(request).map(room::refuses).orElse(false)) {
                refuse(request);
            } else {
                router.handle(request);
            }
        };
    }

    /** Begins to look after those who are kept waiting, on the event loop of whoever calls. */
    public Future<Void> open(Vertx vertx) {
        vertx.setPeriodic(LOOK_MILLIS, now -> look());
        return Future.succeededFuture();
    }

    private void meet(RoutingContext context) {
        Optional<Rank> rank = Rank.of(context.request());
        if (rank.isPresent()) {
            meet(context, rank.get());
        } else {
            context.next();
        }
    }

    private void meet(RoutingContext context, Rank rank) {
        if (!room.enter(rank)) {
            refuse(context.request());
            return;
        }
        Visit visit = Visit.begin(room, rank, patience, context);
        visits.add(visit);
        context.addEndHandler(ended -> {
            visits.remove(visit);
            visit.end(ended.succeeded());
        });
        context.next();
    }

    static void refuse(HttpServerRequest request) {
        HttpServerResponse response = request.response().setStatusCode(REFUSAL.status());
        REFUSAL.headers().forEach(response::putHeader);
        response.putHeader(ORIGIN, ANYBODY)
                .putHeader(CACHE, NOT_AT_ALL)
                .putHeader(RETRY, LATER.get(ThreadLocalRandom.current().nextInt(LATER.size())))
                .end(REFUSAL.body());
    }

    /** Answers who has waited for too long. What was asked for them may still come, and is not sent then. */
    private void look() {
        List<Visit> overdue = visits.stream().filter(Visit::isOverdue).toList();
        overdue.forEach(Visit::breakOff);
    }
}
