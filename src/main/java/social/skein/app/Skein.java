package social.skein.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import social.skein.cluster.Heartbeats;
import social.skein.config.Config;
import social.skein.config.Role;
import social.skein.embedded.Progress;
import social.skein.events.EventLog;
import social.skein.feature.Feature;
import social.skein.http.Drain;
import social.skein.media.MediaFeature;
import social.skein.media.MediaStores;
import social.skein.ops.Readiness;
import social.skein.replication.ReplicationFeature;

/**
 * One process of a deployment: it opens the stores, joins the cluster and runs the verticles of its roles. Starting and
 * stopping block. A failed start closes everything that it has opened.
 */
public final class Skein implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(8);
    private static final int MAX_START_ATTEMPTS = 5;

    /** The maximum stop time without {@code http.drain}: ten seconds after Ctrl-C are promised, plus the drain time. */
    public static final Duration MAX_STOP_TIME = Duration.ofMillis(9_500);

    private final Config config;
    private final Stores stores;
    private final StoreConnections connections;
    private final Features features;
    private final Drain drain = new Drain();
    private final DeployedVerticles deployments = new DeployedVerticles();
    private Optional<Readiness> readiness = Optional.empty();

    private Skein(Config config, Stores stores, StoreConnections connections) {
        this.config = config;
        this.stores = stores;
        this.connections = connections;
        this.features = new Features(config, connections);
    }

    /**
     * Starts a process with this configuration; throws a {@link StartupException} with the reason if it cannot start.
     */
    public static Skein start(Config config, Progress progress) {
        for (int attempt = 1; ; attempt++) {
            Config listening = PortSelection.resolve(config);
            try {
                return startOn(listening, progress);
            } catch (PortTakenException taken) {
                PortSelection.release(listening);
                // The next selection finds another port, or reports which one is taken.
                if (attempt == MAX_START_ATTEMPTS) {
                    throw taken;
                }
            } catch (RuntimeException failure) {
                PortSelection.release(listening);
                throw failure;
            }
        }
    }

    private static Skein startOn(Config config, Progress progress) {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        if (VertxFactory.hasOthers(config)) {
            progress.step("Joining the cluster");
        }
        Future<Vertx> joining = VertxFactory.join(config, metrics);
        try {
            Stores stores = Stores.openToServe(config, progress);
            try {
                return start(config, stores, joining, metrics, progress);
            } catch (RuntimeException failure) {
                stores.close();
                throw failure;
            }
        } catch (RuntimeException failure) {
            // Joining runs in parallel with the start of the stores to save time; it must complete before leaving.
            Blocking.await(joining.compose(Vertx::close).otherwiseEmpty(), START_TIMEOUT, "Leaving the cluster");
            throw failure;
        }
    }

    private static Skein start(
            Config config, Stores stores, Future<Vertx> joining, PrometheusMeterRegistry metrics, Progress progress) {
        stores.prepareSchema();
        Vertx vertx = Blocking.await(joining, START_TIMEOUT, "Joining the cluster");
        Skein skein = new Skein(config, stores, StoreConnections.connect(vertx, metrics, config, stores));
        progress.step("Starting the roles " + roles(config));
        try {
            Blocking.await(skein.deploy(), START_TIMEOUT, "Starting the roles " + roles(config));
            new RunningProcesses(config.dataDir()).add(config);
            return skein;
        } catch (StartupException failure) {
            skein.closeVertx(Future.succeededFuture());
            throw ListenPorts.isTaken(failure) ? new PortTakenException(failure) : failure;
        }
    }

    private static String roles(Config config) {
        return config.roles().stream().sorted().map(Role::toString).collect(Collectors.joining(", "));
    }

    /** The configuration in effect, with the ports that the process listens on. */
    public Config config() {
        return config;
    }

    /** The features of this process, for callers that do not use HTTP. */
    public Features features() {
        return features;
    }

    /** Returns the feature of this type. */
    public <T extends Feature> T feature(Class<T> type) {
        return features.get(type);
    }

    StoreConnections connections() {
        return connections;
    }

    /** The metrics of this process. */
    public MeterRegistry metrics() {
        return connections.metrics();
    }

    /** Whether another process of the data folder runs the embedded servers. */
    public boolean joinedServers() {
        return stores.joinedServers();
    }

    private Future<Void> deploy() {
        RoleDeployer roles = new RoleDeployer(config, connections, features, drain, deployments);
        Readiness ready = readiness();
        readiness = Optional.of(ready);
        connections.breaker().openWhile(ready::isPostgresDown);
        return eventLog()
                .open()
                .compose(opened -> features.start())
                .compose(started -> roles.deploy(Role.FANOUT))
                .compose(done -> roles.deploy(Role.NOTIFY))
                .compose(done -> roles.deploy(Role.MEDIA))
                .compose(done -> roles.deploy(Role.JOBS))
                // After all consumers: without Kafka the relay hands facts to them.
                .compose(done -> roles.deployRelay())
                .compose(done -> roles.deployHttp())
                .compose(done ->
                        new Heartbeats(connections.vertx(), features.platform().hints(), connections.metrics()).start())
                .compose(done -> ready.start())
                .compose(done -> roles.deployOps(ready));
    }

    private Readiness readiness() {
        EventLogFeature events = feature(EventLogFeature.class);
        return new Readiness(
                connections.vertx(),
                events.processName(),
                stores.addresses(),
                config.dataDir(),
                events.relayLeader(),
                connections.redis(),
                events.log(),
                mediaStore(),
                feature(ReplicationFeature.class)::states,
                connections.metrics());
    }

    private Optional<Readiness.MediaStore> mediaStore() {
        boolean needed = config.roles().stream().anyMatch(Set.of(Role.API, Role.MEDIA, Role.JOBS)::contains);
        return needed
                ? Optional.of(new Readiness.MediaStore(
                        MediaStores.title(config.media(), config.dataDir()),
                        feature(MediaFeature.class).store()::ping))
                : Optional.empty();
    }

    private EventLog eventLog() {
        return feature(EventLogFeature.class).log();
    }

    /** The maximum duration of {@link #close()}. */
    public Duration maxStopTime() {
        return MAX_STOP_TIME.plus(config.http().drain().multipliedBy(2));
    }

    /**
     * Reports that the process is not ready, but continues to serve for the drain time, so that load balancers notice.
     * Then stops accepting work, finishes the work in progress, leaves the cluster, and stops the embedded servers that
     * this process runs.
     */
    @Override
    public void close() {
        readiness.ifPresent(Readiness::markStopping);
        new RunningProcesses(config.dataDir()).remove();
        drain.start();
        try {
            closeVertx(awaitDrain());
        } finally {
            stores.close();
            PortSelection.release(config);
        }
    }

    /** Succeeds after the drain time, in which load balancers notice that this process is no longer ready. */
    private Future<Void> awaitDrain() {
        long millis = config.http().drain().toMillis();
        return connections
                .vertx()
                .timer(Math.max(1, millis), TimeUnit.MILLISECONDS)
                .mapEmpty();
    }

    private void closeVertx(Future<Void> drained) {
        Duration timeout = STOP_TIMEOUT.plus(config.http().drain().multipliedBy(2));
        try {
            Blocking.await(
                    drained.transform(result -> deployments.undeploy(connections.vertx())),
                    timeout,
                    "Stopping the roles");
        } finally {
            closeBackends();
        }
    }

    private void closeBackends() {
        try {
            Blocking.await(eventLog().close(), STOP_TIMEOUT, "Leaving Kafka");
        } finally {
            connections.close();
        }
    }
}
