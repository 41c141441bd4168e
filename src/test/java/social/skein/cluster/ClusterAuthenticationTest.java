package social.skein.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import social.skein.app.Blocking;
import social.skein.support.Person;
import social.skein.support.StreamClient;
import social.skein.support.TestDeployment;

/** Tests the authentication of cluster members and the addresses that they listen on. */
class ClusterAuthenticationTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String SECRET = "known to two processes alone";

    @Test
    void a_process_without_the_secret_cannot_join_and_does_not_disturb_the_cluster() throws IOException {
        int first = freePort();
        String members = "127.0.0.1:" + first + ",127.0.0.1:" + freePort();
        try (TestDeployment deployment = TestDeployment.unstarted()) {
            for (String member : members.split(",")) {
                deployment.start(Map.of(
                        "SKEIN_CLUSTER_MEMBERS", members,
                        "SKEIN_CLUSTER_PORT", member.substring(member.indexOf(':') + 1),
                        "SKEIN_CLUSTER_SECRET", SECRET));
            }
            for (String name : List.of("dev", ClusterName.derive(SECRET + "?"))) {
                assertThat(membersSeenBy(name, first))
                        .as("members seen by " + name)
                        .isLessThanOrEqualTo(1);
            }
            assertThatThrownBy(() -> client("skein", first)).isInstanceOf(IllegalStateException.class);
            assertClustered(deployment, "alice", "bob");
        }
    }

    /** Asserts that a post at the first instance reaches a stream at the second. */
    private static void assertClustered(TestDeployment deployment, String authorName, String readerName) {
        Person author = deployment.signUp(authorName, 0);
        Person reader = deployment.signUp(readerName, 1);
        reader.follows(author);
        deployment.settle();
        try (StreamClient live = StreamClient.connectWebSocket(reader, "user")) {
            JsonObject post = author.posts("Are you there?");
            assertThat(live.next("update").getString("id")).isEqualTo(post.getString("id"));
        }
        TestDeployment.eventually("both count two members", () -> deployment.gauge(0, "skein.cluster.members") == 2);
    }

    /** The number of members that a process joining with this name sees, including itself; 0 if it cannot join. */
    private static int membersSeenBy(String name, int port) {
        Config config = new Config().setClusterName(name);
        config.setProperty("hazelcast.logging.type", "slf4j")
                .setProperty("hazelcast.phone.home.enabled", "false")
                .setProperty("hazelcast.wait.seconds.before.join", "0")
                .setProperty("hazelcast.max.join.seconds", "1");
        JoinConfig join = config.getNetworkConfig().setPort(freePort()).getJoin();
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).setMembers(List.of("127.0.0.1:" + port));
        try {
            HazelcastInstance intruder = Hazelcast.newHazelcastInstance(config);
            int members = intruder.getCluster().getMembers().size();
            intruder.getLifecycleService().terminate();
            return members;
        } catch (IllegalStateException refused) {
            return 0;
        }
    }

    private static void client(String name, int port) {
        ClientConfig config = new ClientConfig().setClusterName(name);
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.getNetworkConfig().addAddress("127.0.0.1:" + port);
        config.getConnectionStrategyConfig().getConnectionRetryConfig().setClusterConnectTimeoutMillis(500);
        HazelcastClient.newHazelcastClient(config).shutdown();
    }

    @Test
    void both_ports_listen_at_the_configured_address_only() throws Exception {
        int port = freePort();
        // No listed member is on this machine, so only the host setting determines the address.
        ClusterJoinConfig joinConfig = ClusterJoinConfig.ofMembers("skein", port, List.of("127.0.0.9:" + port));
        Vertx vertx = Blocking.await(
                ClusteredVertx.build(Vertx.builder(), new VertxOptions(), "127.0.0.2", joinConfig), TIMEOUT, "Joining");
        try {
            int bus = ((VertxInternal) vertx).clusterManager().getNodeInfo().port();
            for (int listening : new int[] {port, bus}) {
                connect("127.0.0.2", listening);
                for (String other : List.of("127.0.0.1", "127.0.0.3", "::1")) {
                    assertThatThrownBy(() -> connect(other, listening))
                            .as(other + ":" + listening)
                            .isInstanceOf(IOException.class);
                }
            }
        } finally {
            Blocking.await(vertx.close(), TIMEOUT, "Leaving");
        }
    }

    private static void connect(String host, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 2_000);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
