package social.skein.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import social.skein.model.Page;
import social.skein.transfer.FileResponse;
import social.skein.transfer.FileTransfer;
import social.skein.transfer.UploadPolicy;

/**
 * The endpoints of the API. Each declares its {@link Access}; its handler takes a {@link Request} and returns a future
 * of the result: a record or list (200 and JSON), a {@link Page} or {@link PagedResponse} (the same with a {@code Link}
 * header), a {@link Response}, a {@link StreamedResponse} or a {@link FileResponse}.
 */
public final class Endpoints {
    /** Buckets of the latency histogram, from which Prometheus computes quantiles over all instances. */
    private static final Duration[] LATENCY_BUCKETS = {
        Duration.ofMillis(25), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10)
    };

    private static final String STREAMING_PREFIX = "/api/v1/streaming";

    /** The router resolves such paths: {@code /api/v1/streaming/../statuses} is no stream. */
    private static final Pattern NOT_NORMALIZED = Pattern.compile("/\\.|//|%");

    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Map<TimerKey, Timer> timers = new ConcurrentHashMap<>();
    private final PublicUrl publicUrl;
    private final TokenAuthenticator tokens;
    private final ReadYourWrites readYourWrites;
    private final MeterRegistry metrics;

    /** Endpoints of a deployment without read replicas. */
    public Endpoints(PublicUrl publicUrl, TokenAuthenticator tokens, MeterRegistry metrics) {
        this(publicUrl, tokens, ReadYourWrites.primaryOnly(), metrics);
    }

    public Endpoints(
            PublicUrl publicUrl, TokenAuthenticator tokens, ReadYourWrites readYourWrites, MeterRegistry metrics) {
        this.publicUrl = publicUrl;
        this.tokens = tokens;
        this.readYourWrites = readYourWrites;
        this.metrics = metrics;
    }

    /** Whether a path belongs to the streaming API, whose requests last as long as the client stays connected. */
    public static boolean isStreaming(String path) {
        return path.startsWith(STREAMING_PREFIX)
                && !NOT_NORMALIZED.matcher(path).find();
    }

    @CanIgnoreReturnValue
    public Endpoints get(String path, Access access, Function<Request, Future<?>> handler) {
        return add(HttpMethod.GET, path, access, handler);
    }

    @CanIgnoreReturnValue
    public Endpoints post(String path, Access access, Function<Request, Future<?>> handler) {
        return add(HttpMethod.POST, path, access, handler);
    }

    @CanIgnoreReturnValue
    public Endpoints put(String path, Access access, Function<Request, Future<?>> handler) {
        return add(HttpMethod.PUT, path, access, handler);
    }

    @CanIgnoreReturnValue
    public Endpoints patch(String path, Access access, Function<Request, Future<?>> handler) {
        return add(HttpMethod.PATCH, path, access, handler);
    }

    @CanIgnoreReturnValue
    public Endpoints delete(String path, Access access, Function<Request, Future<?>> handler) {
        return add(HttpMethod.DELETE, path, access, handler);
    }

    /**
     * An endpoint that accepts files in a multipart form, {@link Request#upload(String)}. Its caller is authorized
     * before the body is read. Other kinds of bodies have the limits of other endpoints.
     */
    @CanIgnoreReturnValue
    public Endpoints upload(
            HttpMethod method, String path, Access access, UploadPolicy policy, Function<Request, Future<?>> handler) {
        endpoints.add(new Endpoint(method, path, access, Optional.of(policy), Optional.empty(), handler));
        return this;
    }

    /**
     * A GET endpoint that is open to anyone and whose responses to requests without credentials shared caches may keep.
     * They must depend on nothing but the URL and the caller.
     */
    @CanIgnoreReturnValue
    public Endpoints cacheable(String path, Access access, CachePolicy policy, Function<Request, Future<?>> handler) {
        endpoints.add(new Endpoint(HttpMethod.GET, path, access, Optional.empty(), Optional.of(policy), handler));
        return this;
    }

    private Endpoints add(HttpMethod method, String path, Access access, Function<Request, Future<?>> handler) {
        endpoints.add(new Endpoint(method, path, access, Optional.empty(), Optional.empty(), handler));
        return this;
    }

    /**
     * Adds all endpoints to a router, each with and without a trailing slash. {@code /accounts/lookup} is matched
     * before {@code /accounts/:id} regardless of the order in which the features were mounted. Each route carries its
     * {@link Access} as metadata, so that tests can compare the OpenAPI document with the router.
     */
    public void mount(Router router) {
        endpoints.stream().sorted(Comparator.comparing(Endpoint::matchOrder)).forEach(endpoint -> {
            Route route = router.route(endpoint.method(), endpoint.path())
                    .setName(endpoint.path())
                    .putMetadata(Access.class.getName(), endpoint.access());
            if (HttpMethod.GET.equals(endpoint.method())) {
                route = route.method(HttpMethod.HEAD);
            }
            route.handler(context -> serve(endpoint, context));
            endpoint.upload()
                    .ifPresent(policy -> UploadReader.of(router)
                            .add(endpoint.method(), endpoint.path(), policy, context -> authorize(endpoint, context)));
        });
    }

    private void serve(Endpoint endpoint, RoutingContext context) {
        Timer.Sample sample = Timer.start(metrics);
        context.addEndHandler(
                ended -> sample.stop(timer(endpoint, context.response().getStatusCode())));
        endpoint.cache().ifPresent(policy -> policy.store(context));
        if (UploadReader.hasFiles(context)) {
            // Storing a file takes as long as the store needs, and repeating the upload would take longer.
            RequestPermit.of(context).ifPresent(RequestPermit::becomeStream);
        }
        authorize(endpoint, context)
                .compose(caller -> invoke(endpoint, new Request(context, caller)))
                .onSuccess(result -> respond(context, result))
                .onFailure(context::fail);
    }

    private Future<Optional<Caller>> authorize(Endpoint endpoint, RoutingContext context) {
        return authenticate(endpoint, context).map(caller -> {
            endpoint.access().authorize(caller);
            return caller;
        });
    }

    /** Runs the handler between the read-your-writes hooks: GET and HEAD only read, other methods may have written. */
    private Future<Object> invoke(Endpoint endpoint, Request request) {
        if (!HttpMethod.GET.equals(endpoint.method())) {
            return endpoint.handler()
                    .apply(request)
                    .<Object>map(result -> result)
                    .eventually(() -> request.optionalAccount()
                            .map(readYourWrites::afterWrite)
                            .orElse(Future.succeededFuture()));
        }
        if (isApi(endpoint)) {
            readYourWrites.beforeRead(request.optionalAccount());
        }
        return endpoint.handler().apply(request).map(result -> result);
    }

    /** Cached, because a lookup in the registry builds all tags each time. */
    private Timer timer(Endpoint endpoint, int status) {
        return timers.computeIfAbsent(
                new TimerKey(endpoint, status),
                absent -> Timer.builder("skein.http.requests")
                        .description("Requests answered, by route and status")
                        .tag("method", endpoint.method().name())
                        .tag("route", endpoint.path())
                        .tag("status", Integer.toString(status))
                        .serviceLevelObjectives(LATENCY_BUCKETS)
                        .register(metrics));
    }

    private record TimerKey(Endpoint endpoint, int status) {}

    /**
     * Outside {@code /api} an optional token is ignored: a client that requests a new token may still send its old one.
     */
    private Future<Optional<Caller>> authenticate(Endpoint endpoint, RoutingContext context) {
        boolean usesToken = endpoint.access().usesAccessToken()
                && (isApi(endpoint) || !endpoint.access().equals(Access.anyone()));
        return usesToken
                ? RequestAuthenticator.authenticate(context, tokens)
                : Future.succeededFuture(Optional.empty());
    }

    private static boolean isApi(Endpoint endpoint) {
        return endpoint.path().startsWith("/api/");
    }

    private void respond(RoutingContext context, Object result) {
        if (context.response().ended()) {
            // The request timed out and has already been answered.
            return;
        }
        if (result instanceof Page<?> page) {
            respond(context, new PagedResponse(page, page.entries()));
        } else if (result instanceof PagedResponse paged) {
            LinkHeader.forPage(paged.page(), publicUrl.toString(), context)
                    .ifPresent(link -> context.response().putHeader("Link", link));
            RequestPipeline.send(context, Response.json(200, paged.body()));
        } else if (result instanceof StreamedResponse streamed) {
            StreamedTransfer.start(context, streamed);
        } else if (result instanceof FileResponse file) {
            respond(context, file);
        } else if (result instanceof Response response) {
            RequestPipeline.send(context, response);
        } else {
            RequestPipeline.send(context, Response.json(200, result));
        }
    }

    /** A failure after the head was sent can only be signalled by closing the connection. */
    private static void respond(RoutingContext context, FileResponse file) {
        Runnable beforeBody = () -> RequestPermit.of(context).ifPresent(RequestPermit::becomeStream);
        FileTransfer.send(context.vertx(), context.request(), file, beforeBody).onFailure(failure -> {
            if (context.response().headWritten()) {
                context.request().connection().close();
            } else {
                context.fail(failure);
            }
        });
    }
}
