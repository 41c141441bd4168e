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
import java.util.List;
import social.skein.cluster.ClusteredVertx;
import social.skein.cluster.Neighbours;
import social.skein.config.Config;
import social.skein.trace.Trace;

/** Makes the Vertx of a process, a member of its deployment's cluster, with its metrics. */
final class Nodes {
    /** What processes that are told of each other call their cluster. */
    private static final String CLUSTER = "skein";

    private Nodes() {}

    static Future<Vertx> join(Config config, PrometheusMeterRegistry metrics) {
        Trace.register();
        bindJvm(metrics);
        VertxOptions options = new VertxOptions()
                .setPreferNativeTransport(true)
                .setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true));
        VertxBuilder builder = Vertx.builder().withMetrics(new MicrometerMetricsFactory(metrics));
        return ClusteredVertx.build(builder, options, config.cluster().host(), place(config));
    }

    /** Listed members are taken at their word; otherwise those are the members who share the data folder. */
    private static Neighbours.Place place(Config config) {
        Config.Cluster cluster = config.cluster();
        return cluster.members().isEmpty()
                ? new Neighbours(config.dataDir()).take(cluster.host(), cluster.port())
                : new Neighbours.Place(CLUSTER, cluster.port(), List.copyOf(cluster.members()));
    }

    @SuppressWarnings("resource") // The collector's listeners live as long as the process.
    private static void bindJvm(PrometheusMeterRegistry metrics) {
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new JvmGcMetrics().bindTo(metrics);
    }
}
