package social.skein.app;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import social.skein.cluster.ClusterJoinConfig;
import social.skein.cluster.ClusterName;
import social.skein.cluster.ClusteredVertx;
import social.skein.cluster.DataFolderDiscovery;
import social.skein.config.Config;
import social.skein.context.Trace;

/** Creates the Vertx instance of a process as a member of the deployment's cluster, with metrics. */
final class VertxFactory {
    /** Each attempt uses a port that was free shortly before. */
    private static final int MAX_ATTEMPTS = 5;

    private VertxFactory() {}

    /** Whether other processes of the data folder have joined the cluster. */
    static boolean hasLocalMembers(Config config) {
        return config.cluster().usesDataFolderDiscovery() && new DataFolderDiscovery(config.dataDir()).hasLiveMembers();
    }

    /** Whether there may be other members to join; a process alone in its data folder has none. */
    static boolean hasOthers(Config config) {
        return !config.cluster().usesDataFolderDiscovery() || hasLocalMembers(config);
    }

    static Future<Vertx> join(Config config, PrometheusMeterRegistry metrics) {
        Trace.register();
        bindJvm(metrics);
        Config.Cluster cluster = config.cluster();
        return cluster.usesDataFolderDiscovery()
                ? joinDataFolder(config, metrics, MAX_ATTEMPTS)
                : start(cluster.host(), configuredAddress(cluster), metrics)
                        .recover(failure -> Future.failedFuture(
                                ListenPorts.isTaken(failure)
                                        ? ListenPorts.taken("cluster.port", cluster.host(), cluster.port())
                                        : failure));
    }

    private static ClusterJoinConfig configuredAddress(Config.Cluster cluster) {
        String name = ClusterName.derive(cluster.secret());
        return cluster.members().isEmpty()
                ? ClusterJoinConfig.ofServiceDns(name, cluster.port(), cluster.kubernetesService())
                : ClusterJoinConfig.ofMembers(name, cluster.port(), cluster.members());
    }

    /**
     * Retries with another port if the port is taken: processes of other data folders claim ports from the same range,
     * and may bind the port first.
     */
    private static Future<Vertx> joinDataFolder(Config config, PrometheusMeterRegistry metrics, int attempts) {
        String host = config.cluster().host();
        DataFolderDiscovery discovery = new DataFolderDiscovery(config.dataDir());
        ClusterJoinConfig joinConfig = discovery.join(host, config.cluster().port());
        return start(host, joinConfig, metrics).recover(failure -> {
            discovery.leave(joinConfig);
            return attempts > 1 && ListenPorts.isTaken(failure)
                    ? joinDataFolder(config, metrics, attempts - 1)
                    : Future.failedFuture(failure);
        });
    }

    private static Future<Vertx> start(String host, ClusterJoinConfig joinConfig, PrometheusMeterRegistry metrics) {
        VertxOptions options = VertxSettings.withoutFileCache()
                .setPreferNativeTransport(true)
                .setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true));
        VertxBuilder builder = Vertx.builder().withMetrics(new MicrometerMetricsFactory(metrics));
        return ClusteredVertx.build(builder, options, host, joinConfig);
    }

    @SuppressWarnings("resource") // The garbage collection listeners live as long as the process.
    private static void bindJvm(PrometheusMeterRegistry metrics) {
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new JvmGcMetrics().bindTo(metrics);
    }
}
