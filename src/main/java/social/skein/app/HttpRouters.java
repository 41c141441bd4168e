package social.skein.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.admission.AdmissionControl;
import social.skein.admission.ConnectionGuard;
import social.skein.admission.LoadShedder;
import social.skein.admission.RequestSmugglingGuard;
import social.skein.config.Config;
import social.skein.config.Role;
import social.skein.events.FactHandler;
import social.skein.feature.FactConsumer;
import social.skein.http.Drain;
import social.skein.http.Endpoints;
import social.skein.http.ReadYourWrites;
import social.skein.http.RequestPipeline;
import social.skein.http.TokenAuthenticator;
import social.skein.oauth.OauthFeature;
import social.skein.oauth.Tokens;
import social.skein.ops.Backlogs;
import social.skein.ops.OpsRoutes;
import social.skein.ops.Readiness;
import social.skein.ratelimit.RateLimitHandler;
import social.skein.ratelimit.RateLimits;
import social.skein.replication.ReplicationFeature;
import social.skein.stream.StreamFeature;
import social.skein.stream.StreamHub;

/**
 * The routers of the HTTP verticles: for the public port, with the routes of the process's roles, and for the ops port.
 */
final class HttpRouters {
    /** Streams are closed one by one over at least this time, so that their clients do not all reconnect at once. */
    private static final Duration MIN_STREAM_CLOSE_TIME = Duration.ofSeconds(2);

    private final Config config;
    private final Vertx vertx;
    private final PrometheusMeterRegistry metrics;
    private final Features features;
    private final Drain drain;
    private final RateLimitHandler rateLimits;
    private final AdmissionControl admission;

    HttpRouters(Config config, StoreConnections connections, Features features, Drain drain) {
        this.config = config;
        this.vertx = connections.vertx();
        this.metrics = connections.metrics();
        this.features = features;
        this.drain = drain;
        this.rateLimits = RateLimits.handler(config.rateLimits(), connections.redis(), tokens(), metrics);
        this.admission = new AdmissionControl(config.http(), config.overload(), metrics);
    }

    /** Creates a stack for the public port; each HTTP verticle has its own. */
    HttpStack publicStack() {
        Router router = Router.router(vertx);
        boolean api = config.roles().contains(Role.API);
        Config.Http http = config.http();
        LoadShedder shedder = admission.loadShedder();
        ConnectionGuard guard = admission.connectionGuard();
        guard.mount(router);
        drain.mount(router);
        shedder.mount(router);
        RequestPipeline.install(
                router,
                new RequestPipeline.PipelineOptions(
                        http.limits().maxBodyBytes(),
                        http.limits().bodyTimeout(),
                        http.compression(),
                        http.behindProxy(),
                        api ? rateLimits::mount : unlimited -> {}));
        if (api) {
            mountEndpoints(router);
        }
        HttpStack stack = config.roles().contains(Role.STREAM) ? streamStack(router) : HttpStack.of(router);
        Handler<HttpServerRequest> shedding = shedder.wrap(router);
        // While the process drains, requests bypass the outer shedder: the handlers in the router also shed requests,
        // and in addition close the connection.
        Handler<HttpServerRequest> entry = request -> (drain.isDraining() ? router : shedding).handle(request);
        return stack.withConnectionHandler(guard::onConnect)
                .withHandler(RequestSmugglingGuard.wrap(guard.wrap(entry)))
                .beforeOpen(() -> shedder.start(vertx))
                .beforeOpen(() -> guard.start(vertx));
    }

    private void mountEndpoints(Router router) {
        ReadYourWrites consistency = features.get(ReplicationFeature.class).readYourWrites();
        Endpoints api = new Endpoints(features.platform().publicUrl(), tokens(), consistency, metrics);
        features.mount(api);
        api.mount(router);
    }

    private HttpStack streamStack(Router router) {
        StreamHub hub = features.get(StreamFeature.class).mount(router);
        return HttpStack.withLifecycle(router, hub::start, () -> hub.close(streamCloseTime(config)));
    }

    /** The time over which all streams are closed when the process stops. */
    static Duration streamCloseTime(Config config) {
        Duration drain = config.http().drain();
        return drain.compareTo(MIN_STREAM_CLOSE_TIME) > 0 ? drain : MIN_STREAM_CLOSE_TIME;
    }

    /** Returns a supplier of the stack for the ops port. */
    Supplier<HttpStack> opsStack(Readiness readiness) {
        EventLogFeature events = features.get(EventLogFeature.class);
        List<FactHandler> handlers =
                features.consumers().stream().map(FactConsumer::handler).toList();
        Backlogs backlogs = new Backlogs(events.outbox(), events.log(), handlers, metrics);
        return () -> {
            Router router = Router.router(vertx);
            TokenAuthenticator noTokens = token -> Future.succeededFuture(Optional.empty());
            Endpoints api = new Endpoints(features.platform().publicUrl(), noTokens, metrics);
            new OpsRoutes(readiness, backlogs, metrics).mount(api);
            api.mount(router);
            return HttpStack.of(router).withHandler(RequestSmugglingGuard.wrap(router));
        };
    }

    private Tokens tokens() {
        return features.get(OauthFeature.class).tokens();
    }
}
