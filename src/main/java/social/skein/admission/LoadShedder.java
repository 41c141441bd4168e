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
import social.skein.http.RequestPipeline;
import social.skein.http.Response;

/**
 * Sheds load before routing: a request takes a permit of the process's {@link ConcurrencyLimiter} or is answered 503 at
 * once. The settings {@code overload.*} limit the permits. One instance per event loop, not thread-safe.
 */
public final class LoadShedder {
    /** Prebuilt, because rejections must be cheap under overload. */
    private static final Response OVERLOADED = ErrorResponses.forStatus(503);

    private static final CharSequence ALLOW_ORIGIN = HttpHeaders.createOptimized("Access-Control-Allow-Origin");
    private static final CharSequence ANY_ORIGIN = HttpHeaders.createOptimized("*");
    private static final CharSequence EXPOSE_HEADERS = HttpHeaders.createOptimized("Access-Control-Expose-Headers");
    private static final CharSequence EXPOSED_HEADERS = HttpHeaders.createOptimized(RequestPipeline.EXPOSED_HEADERS);
    private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("Cache-Control");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence RETRY_AFTER = HttpHeaders.createOptimized("Retry-After");

    /** Seconds, chosen at random, so that clients rejected together do not retry together. */
    private static final List<CharSequence> RETRY_SECONDS = List.of(
            HttpHeaders.createOptimized("1"), HttpHeaders.createOptimized("2"), HttpHeaders.createOptimized("3"));

    private static final long CHECK_INTERVAL_MILLIS = 250;

    private final ConcurrencyLimiter limiter;
    private final Duration timeout;
    private final Set<InFlightRequest> inFlight = new HashSet<>();

    /** @param timeout the time after which an admitted request is answered 503 */
    public LoadShedder(ConcurrencyLimiter limiter, Duration timeout) {
        this.limiter = limiter;
        this.timeout = timeout;
    }

    /** Adds the handler that takes permits; it must come before the router's other handlers. */
    public void mount(Router router) {
        router.route().handler(this::admit);
    }

    /**
     * Rejects requests in front of the router. It takes no permit, because not every request reaches the router's
     * handlers.
     */
    public Handler<HttpServerRequest> wrap(Router router) {
        return request -> {
            if (RequestPriority.classify(request).map(limiter::rejects).orElse(false)) {
                reject(request);
            } else {
                router.handle(request);
            }
        };
    }

    /** Starts the periodic check for overdue requests on the caller's event loop. */
    public Future<Void> start(Vertx vertx) {
        vertx.setPeriodic(CHECK_INTERVAL_MILLIS, timer -> failOverdue());
        return Future.succeededFuture();
    }

    private void admit(RoutingContext context) {
        Optional<RequestPriority> priority = RequestPriority.classify(context.request());
        if (priority.isPresent()) {
            admit(context, priority.get());
        } else {
            context.next();
        }
    }

    private void admit(RoutingContext context, RequestPriority priority) {
        if (!limiter.tryAcquire(priority)) {
            reject(context.request());
            return;
        }
        InFlightRequest request = InFlightRequest.start(limiter, priority, timeout, context);
        inFlight.add(request);
        context.addEndHandler(ended -> {
            inFlight.remove(request);
            request.finish(ended.succeeded());
        });
        context.next();
    }

    static void reject(HttpServerRequest request) {
        HttpServerResponse response = request.response().setStatusCode(OVERLOADED.status());
        OVERLOADED.headers().forEach(response::putHeader);
        response.putHeader(ALLOW_ORIGIN, ANY_ORIGIN)
                .putHeader(EXPOSE_HEADERS, EXPOSED_HEADERS)
                .putHeader(CACHE_CONTROL, NO_STORE)
                .putHeader(
                        RETRY_AFTER,
                        RETRY_SECONDS.get(ThreadLocalRandom.current().nextInt(RETRY_SECONDS.size())))
                .end(OVERLOADED.body());
    }

    /** Answers overdue requests with 503. A result that arrives later is dropped. */
    private void failOverdue() {
        List<InFlightRequest> overdue =
                inFlight.stream().filter(InFlightRequest::isOverdue).toList();
        overdue.forEach(InFlightRequest::timeOut);
    }
}
