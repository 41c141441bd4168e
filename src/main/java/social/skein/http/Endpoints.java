package social.skein.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import social.skein.model.Page;

/**
 * The endpoints of the API. Each says who may call it; a handler gets a {@link Request} and returns a future of what is
 * answered: a record or list (200 and JSON), a {@link Page} or {@link PagedResponse} (the same, with a {@code Link} header), an
 * {@link Response} or a {@link StreamedResponse}.
 */
public final class Endpoints {
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final Map<TimerKey, Timer> timers = new ConcurrentHashMap<>();
    private final PublicUrl publicUrl;
    private final RequestAuthenticator authenticator;
    private final ReadYourWrites readYourWrites;
    private final MeterRegistry metrics;

    /** Where everything is read where it is written. */
    public Endpoints(PublicUrl publicUrl, TokenAuthenticator tokens, MeterRegistry metrics) {
        this(publicUrl, tokens, ReadYourWrites.primaryOnly(), metrics);
    }

    public Endpoints(
            PublicUrl publicUrl, TokenAuthenticator tokens, ReadYourWrites readYourWrites, MeterRegistry metrics) {
        this.publicUrl = publicUrl;
        this.authenticator = new RequestAuthenticator(tokens);
        this.readYourWrites = readYourWrites;
        this.metrics = metrics;
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

    private Endpoints add(HttpMethod method, String path, Access access, Function<Request, Future<?>> handler) {
        endpoints.add(new Endpoint(method, path, access, handler));
        return this;
    }

    /**
     * Adds all endpoints to a router. Each answers below a trailing slash too. Whatever order features were mounted in,
     * {@code /accounts/lookup} is tried before {@code /accounts/:id}. Each route carries its access as metadata, so that the
     * API's document can be held against the router.
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
        });
    }

    private void serve(Endpoint endpoint, RoutingContext context) {
        Timer.Sample started = Timer.start(metrics);
        context.addEndHandler(
                ended -> started.stop(timer(endpoint, context.response().getStatusCode())));
        authenticate(endpoint, context)
                .compose(viewer -> {
                    endpoint.access().authorize(viewer);
                    return invoke(endpoint, new Request(context, viewer));
                })
                .onSuccess(result -> respond(context, result))
                .onFailure(context::fail);
    }

    /** By what HTTP promises: GET and HEAD change nothing. */
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

    /** Found by what it is of: to ask the registry for a timer means to spell out all of its tags each time. */
    private Timer timer(Endpoint endpoint, int status) {
        return timers.computeIfAbsent(
                new TimerKey(endpoint, status),
                first -> Timer.builder("skein.http.requests")
                        .description("Requests answered, by route and status")
                        .tag("method", endpoint.method().name())
                        .tag("route", endpoint.path())
                        .tag("status", Integer.toString(status))
                        .register(metrics));
    }

    private record TimerKey(Endpoint endpoint, int status) {}

    /** Outside of the API a token is looked at only where one is needed: who asks for a new one may still send an old one. */
    private Future<Optional<Viewer>> authenticate(Endpoint endpoint, RoutingContext context) {
        boolean asked = isApi(endpoint) || !endpoint.access().equals(Access.anyone());
        return asked ? authenticator.authenticate(context) : Future.succeededFuture(Optional.empty());
    }

    private static boolean isApi(Endpoint endpoint) {
        return endpoint.path().startsWith("/api/");
    }

    private void respond(RoutingContext context, Object result) {
        if (context.response().ended()) {
            // It came too late, and whoever waited was told so.
            return;
        }
        if (result instanceof Page<?> page) {
            respond(context, new PagedResponse(page, page.entries()));
        } else if (result instanceof PagedResponse linked) {
            LinkHeader.forPage(linked.page(), publicUrl.toString(), context)
                    .ifPresent(link -> context.response().putHeader("Link", link));
            RequestPipeline.send(context, Response.json(200, linked.body()));
        } else if (result instanceof StreamedResponse download) {
            StreamedTransfer.start(context, download);
        } else if (result instanceof Response answer) {
            RequestPipeline.send(context, answer);
        } else {
            RequestPipeline.send(context, Response.json(200, result));
        }
    }
}
