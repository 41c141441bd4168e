package social.skein.app;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import social.skein.config.Config;
import social.skein.config.Role;
import social.skein.events.FactHandler;
import social.skein.http.Drain;
import social.skein.ops.Readiness;

/** Which verticles a role is made of, and how many of each. */
final class Roles {
    private static final int MAX_REQUEST_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_WEBSOCKET_MESSAGE = 64 * 1024;
    private static final Duration SCHEDULED_FACTS_INTERVAL = Duration.ofMillis(500);
    private static final Duration MUTES_INTERVAL = Duration.ofSeconds(2);
    private static final Duration TRENDS_INTERVAL = Duration.ofMinutes(5);
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

    private final Config config;
    private final Backends backends;
    private final Wiring wiring;
    private final HttpRouters routers;

    Roles(Config config, Backends backends, Wiring wiring, Drain drain) {
        this.config = config;
        this.backends = backends;
        this.wiring = wiring;
        this.routers = new HttpRouters(config, backends, wiring, drain);
    }

    Future<Void> deploy(Role role, Deployments deployments) {
        if (!config.roles().contains(role)) {
            return Future.succeededFuture();
        }
        return switch (role) {
            case RELAY -> deploy(() -> new RelayVerticle(wiring.eventLogFeature::relay), 1, deployments::addRelay);
            case JOBS ->
                deployOne(
                                () -> new PeriodicVerticle(
                                        "Telling what is due",
                                        SCHEDULED_FACTS_INTERVAL,
                                        wiring.scheduledFacts::publishDue),
                                deployments)
                        .compose(due -> deployOne(
                                () -> new PeriodicVerticle("Sweeping", SWEEP_INTERVAL, wiring::sweep), deployments))
                        .compose(swept -> deployRelationships(deployments))
                        .compose(tied ->
                                deployConsumer(() -> new PostingFeature(wiring).scheduledStatusHandler(), deployments))
                        .compose(writing -> deployOne(
                                () -> new PeriodicVerticle(
                                        "Finding what is talked about",
                                        TRENDS_INTERVAL,
                                        () -> wiring.trends.refresh(Instant.now())),
                                deployments))
                        .compose(trending ->
                                deployConsumer(() -> wiring.deletions().eraser(), deployments));
            case FANOUT -> deployConsumer(wiring::fanoutHandler, deployments);
            case NOTIFY ->
                deployConsumer(wiring::notificationHandler, deployments)
                        .compose(told -> deployConsumer(wiring::conversationHandler, deployments));
            case API, STREAM -> throw new IllegalArgumentException(role + " is served over HTTP");
        };
    }

    private Future<Void> deployRelationships(Deployments deployments) {
        RelationshipFeature ties = wiring.relationships();
        return deployOne(() -> new PeriodicVerticle("Ending mutes", MUTES_INTERVAL, ties.mutes::sweep), deployments)
                .compose(mutes -> deployConsumer(ties::handler, deployments));
    }

    /** The public port, once a core, for a process that answers clients or keeps them posted. */
    Future<Void> deployHttp(Deployments deployments) {
        if (!config.roles().contains(Role.API) && !config.roles().contains(Role.STREAM)) {
            return Future.succeededFuture();
        }
        long idle = config.http().limits().idleTimeout().toMillis();
        HttpServerOptions options = options(config.http().host(), config.http().port())
                .setIdleTimeout((int) Math.min(idle, Integer.MAX_VALUE));
        int cores = Runtime.getRuntime().availableProcessors();
        return deploy(() -> new HttpVerticle(options, routers::publicStack), cores, deployments::addHttpServer);
    }

    Future<Void> deployOps(Readiness readiness, Deployments deployments) {
        HttpServerOptions options = options(config.ops().host(), config.ops().port());
        Supplier<HttpStack> entrance = routers.opsStack(readiness);
        return deploy(() -> new HttpVerticle(options, entrance), 1, deployments::addOpsServer);
    }

    private Future<Void> deployConsumer(Supplier<FactHandler> handler, Deployments deployments) {
        return deployOne(() -> new EventConsumerVerticle(() -> wiring.eventLog().worker(handler.get())), deployments);
    }

    private Future<Void> deployOne(Supplier<Deployable> verticle, Deployments deployments) {
        return deploy(verticle, 1, deployments::addWorker);
    }

    private Future<Void> deploy(Supplier<Deployable> verticle, int instances, Consumer<String> noted) {
        Vertx vertx = backends.vertx();
        return vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances))
                .onSuccess(noted::accept)
                .mapEmpty();
    }

    /** Vert.x' defaults wait for ever and take HTTP/2 in clear text, which hides connections from us until they speak. */
    private static HttpServerOptions options(String host, int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(60_000)
                .setMaxInitialLineLength(MAX_REQUEST_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxWebSocketFrameSize(MAX_WEBSOCKET_MESSAGE)
                .setMaxWebSocketMessageSize(MAX_WEBSOCKET_MESSAGE)
                // Who does not answer a good-bye has read it or never will.
                .setWebSocketClosingTimeout(2)
                // Browsers always offer compression, and its buffers take some 300 KB outside of the heap for each of
                // them.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .addWebSocketSubProtocol("*");
    }
}
