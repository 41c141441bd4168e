package social.skein.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import social.skein.context.Trace;

/** What every request meets before its endpoint, and what every answer carries: ids, CORS, limits, refusals. */
public final class RequestPipeline {
    private static final String EXPOSED_HEADERS =
            "Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id";

    /** How long somebody may take to read why nobody listens to them any more. */
    private static final long CLOSE_TIMEOUT_SECONDS = 5;

    private RequestPipeline() {}

    /**
     * What an edge is told.
     *
     * @param bodyTimeout within which a body must have come
     * @param behindProxy whether {@code X-Forwarded-For} says who is asking
     * @param beforeBody adds handlers that run once the client is known and before its body is read: rate limits
     */
    public record PipelineOptions(
            long maxBodyBytes, Duration bodyTimeout, boolean behindProxy, Consumer<Router> beforeBody) {}

    /** Adds the first and the last handlers of a router; endpoints are mounted by {@code endpoints} in between. */
    public static void install(Router router, PipelineOptions options) {
        router.route().handler(RequestPipeline::assignTrace);
        router.route().handler(RequestPipeline::addCorsHeaders);
        DenialLog denials = new DenialLog();
        router.route().handler(context -> {
            ClientAddress.store(context, options.behindProxy);
            denials.watch(context);
            context.next();
        });
        options.beforeBody.accept(router);
        router.route().handler(RequestPipeline::rejectUndecodableUrl);
        new BodyReader(options.maxBodyBytes, options.bodyTimeout).mount(router);
        router.route().failureHandler(ErrorResponses::respond);
        // What matches no endpoint meets no route's failure handler.
        router.errorHandler(404, ErrorResponses::respond);
        // Another method at a known path is an unknown address too: clients try for a feature, and only know of 404.
        router.errorHandler(405, context -> ErrorResponses.respond(context, 404));
    }

    static void send(RoutingContext context, Response result) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(result.status());
        result.headers().forEach(response::putHeader);
        response.putHeader("X-Content-Type-Options", "nosniff");
        if (result.headers().get("Cache-Control") == null) {
            response.putHeader("Cache-Control", "private, no-store");
        }
        response.end(result.body());
    }

    /**
     * Answers what the HTTP decoder could not read, which meets no router. Nothing can follow on such a connection, for it
     * is unknown where the next request begins.
     */
    public static void rejectUnparsable(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        rejectAndClose(
                request,
                cause instanceof TooLongHttpLineException
                        ? 414
                        : cause instanceof TooLongHttpHeaderException ? 431 : 400);
    }

    /** Answers, and takes nothing more from this connection. */
    public static void rejectAndClose(HttpServerRequest request, int status) {
        Response answer = ErrorResponses.forStatus(status);
        HttpServerResponse response = request.response().setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        response.putHeader("Access-Control-Allow-Origin", "*").putHeader("Connection", "close");
        // What has come with it already would be answered before the answer to this has left.
        request.connection().shutdown(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS).onFailure(alreadyGone -> {});
        Future<Void> sent = response.end(answer.body());
        sent.onComplete(done -> request.connection().close());
    }

    private static void assignTrace(RoutingContext context) {
        HttpServerRequest request = context.request();
        Trace trace = Trace.fromHeaders(request.getHeader("X-Request-Id"), request.getHeader("traceparent"));
        trace.makeCurrent();
        context.response().putHeader("X-Request-Id", trace.requestId());
        context.next();
    }

    private static void rejectUndecodableUrl(RoutingContext context) {
        if (isDecodable(context) && QueryString.isDecodable(context.request().query())) {
            context.next();
        } else {
            context.fail(400);
        }
    }

    /** A router that looks for its routes by a path it cannot decode answers 500. */
    public static boolean isDecodable(RoutingContext context) {
        try {
            return context.normalizedPath() != null;
        } catch (IllegalArgumentException undecodable) {
            return false;
        }
    }

    private static void addCorsHeaders(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        response.putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS);
        if (!HttpMethod.OPTIONS.equals(request.method())) {
            context.next();
            return;
        }
        String asked = request.getHeader("Access-Control-Request-Headers");
        response.putHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS")
                .putHeader(
                        "Access-Control-Allow-Headers",
                        asked == null ? "authorization, content-type, idempotency-key" : asked)
                .putHeader("Access-Control-Max-Age", "86400")
                .setStatusCode(204)
                .end();
    }
}
