package social.skein.admission;

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
import social.skein.http.ErrorResponses;
import social.skein.http.Response;

/**
 * The first that a request meets: it is let in where there is room for it, and refused at once where there is not, before
 * it has cost anything, a way through the router included. Each event loop has one of its own; the room is the process's.
 */
public final class LoadShedder {
    /** A refusal must cost next to nothing: nobody answers the many by working on each of them. */
    private static final Response OVERLOADED = ErrorResponses.forStatus(503);

    private static final CharSequence ALLOW_ORIGIN = HttpHeaders.createOptimized("Access-Control-Allow-Origin");
    private static final CharSequence ANY_ORIGIN = HttpHeaders.createOptimized("*");
    private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");

    /** Seconds, differently many for each, lest those who are refused together come back together. */
    private static final List<CharSequence> RETRY_SECONDS = List.of(
            HttpHeaders.createOptimized("1"), HttpHeaders.createOptimized("2"), HttpHeaders.createOptimized("3"));

    private static final long CHECK_INTERVAL_MILLIS = 250;

    private final ConcurrencyLimiter limiter;
    private final Duration timeout;
    private final Set<InFlightRequest> inFlight = new HashSet<>();

    /** @param timeout how long somebody may be kept waiting */
    public LoadShedder(ConcurrencyLimiter limiter, Duration timeout) {
        this.limiter = limiter;
        this.timeout = timeout;
    }

    /** Goes before all other handlers of a router. */
    public void mount(Router router) {
        router.route().handler(this::admit);
    }

    /** What goes before the router itself. It takes no place: not everything that is let in reaches the router's handlers. */
    public Handler<HttpServerRequest> wrap(Router router) {
        return request -> {
            if (RequestPriority.classify(request).map(limiter::rejects).orElse(false)) {
                reject(request);
            } else {
                router.handle(request);
            }
        };
    }

    /** Begins to look after those who are kept waiting, on the event loop of whoever calls. */
    public Future<Void> start(Vertx vertx) {
        vertx.setPeriodic(CHECK_INTERVAL_MILLIS, now -> failOverdue());
        return Future.succeededFuture();
    }

    private void admit(RoutingContext context) {
        Optional<RequestPriority> rank = RequestPriority.classify(context.request());
        if (rank.isPresent()) {
            admit(context, rank.get());
        } else {
            context.next();
        }
    }

    private void admit(RoutingContext context, RequestPriority priority) {
        if (!limiter.tryAcquire(priority)) {
            reject(context.request());
            return;
        }
        InFlightRequest visit = InFlightRequest.start(limiter, priority, timeout, context);
        inFlight.add(visit);
        context.addEndHandler(ended -> {
            inFlight.remove(visit);
            visit.finish(ended.succeeded());
        });
        context.next();
    }

    static void reject(HttpServerRequest request) {
        HttpServerResponse response = request.response().setStatusCode(OVERLOADED.status());
        OVERLOADED.headers().forEach(response::putHeader);
        response.putHeader(ALLOW_ORIGIN, ANY_ORIGIN)
                .putHeader(CACHE_CONTROL, NO_STORE)
                .putHeader(
                        RETRY_AFTER,
                        RETRY_SECONDS.get(ThreadLocalRandom.current().nextInt(RETRY_SECONDS.size())))
                .end(OVERLOADED.body());
    }

    /** Answers who has waited for too long. What was asked for them may still come, and is not sent then. */
    private void failOverdue() {
        List<InFlightRequest> overdue =
                inFlight.stream().filter(InFlightRequest::isOverdue).toList();
        overdue.forEach(InFlightRequest::timeOut);
    }
}
