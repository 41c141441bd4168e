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
 * A Vertx whose event bus reaches the other instances. Members are listed, never searched for by multicast, and the times
 * are short: a healed split is one cluster again within seconds, where Hazelcast's own defaults take five minutes.
 */
public final class ClusteredVertx {
    private ClusteredVertx() {}

    public static Future<Vertx> build(VertxBuilder builder, VertxOptions options, String host, Neighbours.Place place) {
        options.setEventBusOptions(
                new EventBusOptions().setHost(host).setClusterPublicHost(host).setPort(0));
        return builder.with(options)
                .withClusterManager(new HazelcastClusterManager(hazelcast(host, place)))
                .buildClustered();
    }

    private static Config hazelcast(String host, Neighbours.Place place) {
        // Hazelcast looks for this before it has a configuration.
        System.setProperty("hazelcast.logging.type", "slf4j");
        Config config = ConfigUtil.loadConfig();
        config.setClusterName(place.cluster())
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
                .setPort(place.port())
                .setPortAutoIncrement(false)
                .setPublicAddress(host + ":" + place.port());
        config.getNetworkConfig().getInterfaces().setEnabled(false);
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getAutoDetectionConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(place.members()).setConnectionTimeoutSeconds(2);
        return config;
    }
}
