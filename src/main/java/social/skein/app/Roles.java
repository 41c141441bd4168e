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
    private static final int LONGEST_REQUEST_LINE = 8 * 1024;
    private static final int LONGEST_HEADERS = 16 * 1024;
    private static final int LONGEST_MESSAGE = 64 * 1024;
    private static final Duration DUE_PAUSE = Duration.ofMillis(500);
    private static final Duration MUTES_PAUSE = Duration.ofSeconds(2);
    private static final Duration TRENDS_PAUSE = Duration.ofMinutes(5);
    private static final Duration SWEEP_PAUSE = Duration.ofMinutes(10);

    private final Config config;
    private final Backends backends;
    private final Wiring wiring;
    private final Entrances entrances;

    Roles(Config config, Backends backends, Wiring wiring, Drain drain) {
        this.config = config;
        this.backends = backends;
        this.wiring = wiring;
        this.entrances = new Entrances(config, backends, wiring, drain);
    }

    Future<Void> deploy(Role role, Deployments deployments) {
        if (!config.roles().contains(role)) {
            return Future.succeededFuture();
        }
        return switch (role) {
            case RELAY -> deploy(() -> new RelayVerticle(wiring.facts::relay), 1, deployments::relay);
            case JOBS ->
                one(() -> new PeriodicVerticle("Telling what is due", DUE_PAUSE, wiring.agenda::tellDue), deployments)
                        .compose(due ->
                                one(() -> new PeriodicVerticle("Sweeping", SWEEP_PAUSE, wiring::sweep), deployments))
                        .compose(swept -> ties(deployments))
                        .compose(tied -> facts(() -> new WritingFeature(wiring).due(), deployments))
                        .compose(writing -> one(
                                () -> new PeriodicVerticle(
                                        "Finding what is talked about",
                                        TRENDS_PAUSE,
                                        () -> wiring.trends.refresh(Instant.now())),
                                deployments))
                        .compose(trending -> facts(() -> wiring.departures().oblivion(), deployments));
            case FANOUT -> facts(wiring::fanout, deployments);
            case NOTIFY ->
                facts(wiring::notifier, deployments).compose(told -> facts(wiring::correspondence, deployments));
            case API, STREAM -> throw new IllegalArgumentException(role + " is served over HTTP");
        };
    }

    private Future<Void> ties(Deployments deployments) {
        TiesFeature ties = wiring.ties();
        return one(() -> new PeriodicVerticle("Ending mutes", MUTES_PAUSE, ties.mutes::sweep), deployments)
                .compose(mutes -> facts(ties::handler, deployments));
    }

    /** The public port, once a core, for a process that answers clients or keeps them posted. */
    Future<Void> deployHttp(Deployments deployments) {
        if (!config.roles().contains(Role.API) && !config.roles().contains(Role.STREAM)) {
            return Future.succeededFuture();
        }
        long idle = config.http().bounds().idle().toMillis();
        HttpServerOptions options = options(config.http().host(), config.http().port())
                .setIdleTimeout((int) Math.min(idle, Integer.MAX_VALUE));
        int cores = Runtime.getRuntime().availableProcessors();
        return deploy(() -> new HttpVerticle(options, entrances::open), cores, deployments::door);
    }

    Future<Void> deployOps(Readiness readiness, Deployments deployments) {
        HttpServerOptions options = options(config.ops().host(), config.ops().port());
        Supplier<Entrance> entrance = entrances.ops(readiness);
        return deploy(() -> new HttpVerticle(options, entrance), 1, deployments::ops);
    }

    private Future<Void> facts(Supplier<FactHandler> handler, Deployments deployments) {
        return one(() -> new FactsVerticle(() -> wiring.log().worker(handler.get())), deployments);
    }

    private Future<Void> one(Supplier<Deployable> verticle, Deployments deployments) {
        return deploy(verticle, 1, deployments::worker);
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
                .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setMaxWebSocketFrameSize(LONGEST_MESSAGE)
                .setMaxWebSocketMessageSize(LONGEST_MESSAGE)
                // Who does not answer a good-bye has read it or never will.
                .setWebSocketClosingTimeout(2)
                // Browsers always offer compression, and its buffers take some 300 KB outside of the heap for each of
                // them.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .addWebSocketSubProtocol("*");
    }
}
