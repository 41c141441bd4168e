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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.context.Trace;
import social.skein.transfer.QueryString;

/** The handlers common to all requests: trace ids, CORS, rate limits, body parsing and error responses. */
public final class RequestPipeline {
    /** The headers that browsers let the scripts of other origins read, on every response. */
    public static final String EXPOSED_HEADERS =
            "Link, Retry-After, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id";

    /** How long a client may take to read the last response on a connection that the server closes. */
    private static final long CLOSE_TIMEOUT_SECONDS = 5;

    /** How long the rest of a refused body is dropped before its connection is closed. */
    private static final long LINGER_SECONDS = 2;

    private static final String COMPRESSION = "skein.compression";
    private static final Pattern ZERO_QUALITY = Pattern.compile(";\\s*q\\s*=\\s*0(\\.0*)?\\s*$");

    /** Clients list at most five; the rest of a longer header counts as one coding, which is unknown. */
    private static final int MAX_CODINGS = 20;

    private RequestPipeline() {}

    /**
     * The pipeline's settings.
     *
     * @param bodyTimeout the time within which a request body must arrive
     * @param compression whether to compress responses for clients that accept it
     * @param behindProxy whether to take client addresses from {@code X-Forwarded-For}
     * @param beforeBody adds handlers that run after the client's address is known and before the body is read: rate
     *     limits
     */
    public record PipelineOptions(
            long maxBodyBytes,
            Duration bodyTimeout,
            boolean compression,
            boolean behindProxy,
            Consumer<Router> beforeBody) {}

    /** Adds the common handlers and error handlers to a router; mount {@link Endpoints} afterwards. */
    public static void install(Router router, PipelineOptions options) {
        router.route().handler(RequestPipeline::assignTrace);
        router.route().handler(RequestPipeline::addCorsHeaders);
        DenialLog denials = new DenialLog();
        router.route().handler(context -> {
            ClientAddress.store(context, options.behindProxy);
            denials.watch(context);
            context.put(COMPRESSION, options.compression && acceptsGzip(context.request()));
            context.next();
        });
        options.beforeBody.accept(router);
        router.route().handler(RequestPipeline::rejectUndecodableUrl);
        UploadReader uploads = UploadReader.create(router, options.maxBodyBytes);
        new BodyReader(options.maxBodyBytes, options.bodyTimeout, uploads).mount(router);
        router.route().failureHandler(ErrorResponses::respond);
        // A request that matches no endpoint does not reach a route's failure handler.
        router.errorHandler(404, ErrorResponses::respond);
        // Clients probe for features and understand only 404, so a wrong method at a known path is a 404 as well.
        router.errorHandler(405, context -> ErrorResponses.respond(context, 404));
    }

    static void send(RoutingContext context, Response content) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Optional<CachePolicy> caching = CachePolicy.of(context);
        boolean compressible = content.isCompressible(caching.isPresent());
        boolean compressed = compressible && Boolean.TRUE.equals(context.get(COMPRESSION));
        Response sent = compressed ? content.gzipped() : content;
        response.setStatusCode(sent.status());
        sent.headers().forEach(response::putHeader);
        String vary = Stream.of(
                        caching.map(policy -> CachePolicy.VARY).orElse(""), compressible ? "Accept-Encoding" : "")
                .filter(names -> !names.isEmpty())
                .collect(Collectors.joining(", "));
        if (!vary.isEmpty()) {
            response.putHeader("Vary", vary);
        }
        response.putHeader("X-Content-Type-Options", "nosniff");
        if (content.headers().get("Cache-Control") == null) {
            response.putHeader(
                    "Cache-Control",
                    caching.map(policy -> policy.cacheControl(context.request(), content.status()))
                            .orElse(CachePolicy.UNCACHED));
        }
        response.end(sent.body());
    }

    /** Whether the client accepts gzip: named, or by an asterisk, and not with the quality 0. */
    private static boolean acceptsGzip(HttpServerRequest request) {
        String accepted = String.join(",", request.headers().getAll("Accept-Encoding"));
        Optional<String> gzip = coding(accepted, "gzip").or(() -> coding(accepted, "*"));
        return gzip.filter(parameters -> !ZERO_QUALITY.matcher(parameters).find())
                .isPresent();
    }

    /** The parameters of a coding in the header; empty if it is not listed. */
    private static Optional<String> coding(String accepted, String name) {
        return Stream.of(accepted.split(",", MAX_CODINGS))
                .map(String::strip)
                .filter(entry -> entry.split(";", 2)[0].strip().equalsIgnoreCase(name))
                .map(entry -> entry.substring(Math.min(entry.length(), name.length())))
                .findFirst();
    }

    /**
     * Answers a request that the HTTP decoder could not parse, and closes its connection: it is unknown where the next
     * request would begin.
     */
    public static void rejectUnparsable(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        rejectAndClose(
                request,
                cause instanceof TooLongHttpLineException
                        ? 414
                        : cause instanceof TooLongHttpHeaderException ? 431 : 400);
    }

    /** Sends an error response and closes the connection; requests that follow on it are dropped. */
    public static void rejectAndClose(HttpServerRequest request, int status) {
        Response error = ErrorResponses.forStatus(status);
        HttpServerResponse response = request.response().setStatusCode(error.status());
        error.headers().forEach(response::putHeader);
        response.putHeader("Access-Control-Allow-Origin", "*")
                .putHeader("Access-Control-Expose-Headers", EXPOSED_HEADERS)
                .putHeader("Cache-Control", CachePolicy.UNCACHED)
                .putHeader("Connection", "close");
        // Stop reading first: pipelined requests would otherwise be served while this response is being sent.
        request.connection().shutdown(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS).onFailure(alreadyClosed -> {});
        Future<Void> sent = response.end(error.body());
        sent.onComplete(done -> request.connection().close());
    }

    /**
     * Makes the response that follows the last on its connection, without waiting for the rest of the body. What still
     * arrives is dropped for a moment: closing a connection with unread data resets it, and the client would lose the
     * response.
     */
    static void closeAfterResponse(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.isEnded()) {
            if (!context.response().headWritten()) {
                context.response().putHeader("Connection", "close");
            }
            request.connection().shutdown(LINGER_SECONDS, TimeUnit.SECONDS).onFailure(alreadyClosed -> {});
            request.handler(dropped -> {}).resume();
        }
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

    /** Whether the path can be percent-decoded; Vert.x' router answers 500 to one that cannot. */
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
        String requestedHeaders = request.getHeader("Access-Control-Request-Headers");
        response.putHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS")
                .putHeader(
                        "Access-Control-Allow-Headers",
                        requestedHeaders == null ? "authorization, content-type, idempotency-key" : requestedHeaders)
                .putHeader("Access-Control-Max-Age", "86400")
                .setStatusCode(204)
                .end();
    }
}
