package social.skein.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/**
 * A Vertx whose event bus reaches the other instances. Members are listed, or looked up by the name of a Kubernetes service,
 * never searched for by multicast, and the times are short: a healed split is one cluster again within seconds, where
 * Hazelcast's own defaults take five minutes.
 */
public final class ClusteredVertx {
    private ClusteredVertx() {}

    public static Future<Vertx> build(
            VertxBuilder builder, VertxOptions options, String host, ClusterJoinConfig joinConfig) {
        options.setEventBusOptions(
                new EventBusOptions().setHost(host).setClusterPublicHost(host).setPort(0));
        return builder.with(options)
                .withClusterManager(new HazelcastClusterManager(hazelcast(host, joinConfig)))
                .buildClustered();
    }

    static Config hazelcast(String host, ClusterJoinConfig joinConfig) {
        // Hazelcast looks for this before it has a configuration.
        System.setProperty("hazelcast.logging.type", "slf4j");
        Config config = ConfigUtil.loadConfig();
        config.setClusterName(joinConfig.clusterName())
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.shutdownhook.enabled", "false")
                .setProperty("hazelcast.socket.bind.any", "false")
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                .setProperty("hazelcast.max.no.heartbeat.seconds", "8")
                .setProperty("hazelcast.heartbeat.interval.seconds", "2")
                .setProperty("hazelcast.merge.first.run.delay.seconds", "5")
                .setProperty("hazelcast.merge.next.run.delay.seconds", "5")
                .setProperty("hazelcast.graceful.shutdown.max.wait", "3");
        config.getNetworkConfig()
                .setPort(joinConfig.port())
                .setPortAutoIncrement(false)
                // Else connections that a killed process left behind keep its port from its successor for a minute.
                .setReuseAddress(true)
                .setPublicAddress(host + ":" + joinConfig.port());
        // Else it listens where a list of members says, and where that names nothing of this machine, at whatever it
        // finds.
        config.setProperty("hazelcast.local.localAddress", host);
        config.getNetworkConfig().getInterfaces().setEnabled(false);
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        if (joinConfig.serviceDns().isEmpty()) {
            join.getTcpIpConfig()
                    .setEnabled(true)
                    .setMembers(joinConfig.members())
                    .setConnectionTimeoutSeconds(2);
        } else {
            joinByDns(joinConfig, join);
        }
        return config;
    }

    /** By name alone, which needs no rights at the Kubernetes API. */
    private static void joinByDns(ClusterJoinConfig joinConfig, JoinConfig join) {
        join.getTcpIpConfig().setEnabled(false);
        join.getKubernetesConfig()
                .setEnabled(true)
                .setProperty("service-dns", joinConfig.serviceDns())
                .setProperty("service-dns-timeout", "5")
                .setProperty("service-port", Integer.toString(joinConfig.port()));
    }
}
