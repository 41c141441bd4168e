package social.skein.cluster;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ListenerConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;

/**
 * Builds a Vertx whose event bus is clustered with Hazelcast. Members are listed or resolved from the DNS name of a
 * Kubernetes service, never discovered by multicast. The timeouts are short: after a network partition the cluster
 * merges within seconds, where Hazelcast's defaults take five minutes.
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
        // Hazelcast reads this system property before it has a configuration.
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
        config.addListenerConfig(new ListenerConfig(new ClusterMembershipLog()));
        config.getNetworkConfig()
                .setPort(joinConfig.port())
                .setPortAutoIncrement(false)
                // Otherwise connections in TIME_WAIT of a killed process block the port for a minute.
                .setReuseAddress(true)
                .setPublicAddress(host + ":" + joinConfig.port());
        // Otherwise Hazelcast picks its address by the members list, or any local one if the list has none of this
        // machine.
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

    /** DNS lookup mode, which needs no permissions in the Kubernetes API. */
    private static void joinByDns(ClusterJoinConfig joinConfig, JoinConfig join) {
        join.getTcpIpConfig().setEnabled(false);
        join.getKubernetesConfig()
                .setEnabled(true)
                .setProperty("service-dns", joinConfig.serviceDns())
                .setProperty("service-dns-timeout", "5")
                .setProperty("service-port", Integer.toString(joinConfig.port()));
    }
}
