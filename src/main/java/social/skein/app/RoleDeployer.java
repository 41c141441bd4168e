package social.skein.app;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import social.skein.config.Config;
import social.skein.config.Role;
import social.skein.feature.FactConsumer;
import social.skein.http.Drain;
import social.skein.ops.Readiness;

/** Deploys the verticles for the roles of a process. */
final class RoleDeployer {
    private static final int MAX_REQUEST_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_WEBSOCKET_MESSAGE = 64 * 1024;

    private final Config config;
    private final Vertx vertx;
    private final Features features;
    private final HttpRouters routers;
    private final DeployedVerticles deployments;

    RoleDeployer(
            Config config,
            StoreConnections connections,
            Features features,
            Drain drain,
            DeployedVerticles deployments) {
        this.config = config;
        this.vertx = connections.vertx();
        this.features = features;
        this.routers = new HttpRouters(config, connections, features, drain);
        this.deployments = deployments;
    }

    /** Deploys a role that is not served over HTTP, if this process has it. */
    Future<Void> deploy(Role role) {
        if (!config.roles().contains(role)) {
            return Future.succeededFuture();
        }
        List<Supplier<Deployable>> workers = new ArrayList<>();
        for (FactConsumer consumer : features.consumers()) {
            if (consumer.role() == role) {
                workers.add(
                        () -> new EventConsumerVerticle(() -> eventLog().log().worker(consumer.handler())));
            }
        }
        if (role == Role.JOBS) {
            features.jobs().forEach(job -> workers.add(() -> new PeriodicVerticle(job)));
        }
        Future<Void> deployed = Future.succeededFuture();
        for (Supplier<Deployable> worker : workers) {
            deployed = deployed.compose(before -> deploy(worker, 1, deployments::addWorker));
        }
        return deployed;
    }

    /** Deploys the relay, if this process has the role. */
    Future<Void> deployRelay() {
        return config.roles().contains(Role.RELAY)
                ? deploy(() -> new RelayVerticle(eventLog()::relay), 1, deployments::addRelay)
                : Future.succeededFuture();
    }

    /** Deploys the public port, one verticle per core, if this process serves the API or streams. */
    Future<Void> deployHttp() {
        if (!config.roles().contains(Role.API) && !config.roles().contains(Role.STREAM)) {
            return Future.succeededFuture();
        }
        long idle = config.http().limits().idleTimeout().toMillis();
        HttpServerOptions options = options(config.http().host(), config.http().port())
                .setIdleTimeout((int) Math.min(idle, Integer.MAX_VALUE));
        int cores = Runtime.getRuntime().availableProcessors();
        return deploy(() -> new HttpVerticle(options, routers::publicStack), cores, deployments::addHttpServer);
    }

    Future<Void> deployOps(Readiness readiness) {
        HttpServerOptions options = options(config.ops().host(), config.ops().port());
        Supplier<HttpStack> stack = routers.opsStack(readiness);
        return deploy(() -> new HttpVerticle(options, stack), 1, deployments::addOpsServer);
    }

    private EventLogFeature eventLog() {
        return features.get(EventLogFeature.class);
    }

    private Future<Void> deploy(Supplier<Deployable> verticle, int instances, Consumer<String> onDeployed) {
        return vertx.deployVerticle(verticle, new DeploymentOptions().setInstances(instances))
                .onSuccess(onDeployed::accept)
                .mapEmpty();
    }

    /**
     * By default Vert.x has no idle timeout and accepts HTTP/2 in clear text, which hides connections until their first
     * frame.
     */
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
                // A client that does not answer a close frame within this time never will.
                .setWebSocketClosingTimeout(2)
                // Browsers always offer compression, and its buffers take about 300 KB of off-heap memory each.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .addWebSocketSubProtocol("*");
    }
}
