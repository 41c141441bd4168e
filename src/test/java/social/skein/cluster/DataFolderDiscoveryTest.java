package social.skein.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Tests that a process joins only the cluster of its own data folder, and only running members. */
class DataFolderDiscoveryTest {
    private static final String HOST = "127.0.0.1";

    @TempDir
    Path folder;

    @Test
    void a_second_process_sees_the_first() {
        ClusterJoinConfig first = new DataFolderDiscovery(folder).join(HOST, 24_500);
        ClusterJoinConfig second = new DataFolderDiscovery(folder).join(HOST, 24_500);
        assertThat(second.port()).isGreaterThan(first.port());
        assertThat(second.clusterName()).isEqualTo(first.clusterName());
        assertThat(second.members()).contains(HOST + ":" + first.port(), HOST + ":" + second.port());
    }

    @Test
    void a_copy_of_the_folder_has_a_cluster_of_its_own() throws Exception {
        Path original = Files.createDirectories(folder.resolve("data"));
        ClusterJoinConfig first = new DataFolderDiscovery(original).join(HOST, 24_600);
        Path copy = folder.resolve("copy");
        assertThat(new ProcessBuilder("cp", "-a", original.toString(), copy.toString())
                        .start()
                        .waitFor())
                .isZero();
        ClusterJoinConfig second = new DataFolderDiscovery(copy).join(HOST, 24_650);
        assertThat(second.clusterName()).isNotEqualTo(first.clusterName());
        assertThat(second.members()).containsExactly(HOST + ":" + second.port());
    }

    /** In a container each start has the pid of the one before. */
    @Test
    void a_claim_of_a_former_process_with_the_same_pid_does_not_count() throws Exception {
        ClusterJoinConfig former = new DataFolderDiscovery(folder).join(HOST, 24_700);
        Path claim = folder.resolve("run/cluster/" + former.port());
        List<String> lines = Files.readAllLines(claim);
        long pid = ProcessHandle.current().pid();
        Files.writeString(claim, pid + " another start\n" + lines.get(1) + "\n");
        assertThat(new DataFolderDiscovery(folder).join(HOST, 24_700).members())
                .containsExactly(HOST + ":" + former.port());
    }

    @Test
    void a_port_in_use_fails_the_join_and_logs_nothing_at_the_production_levels() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        root.addAppender(events);
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            ClusterJoinConfig taken = ClusterJoinConfig.ofMembers("skein-test", other.getLocalPort(), List.of());
            assertThatThrownBy(() -> ClusteredVertx.build(Vertx.builder(), new VertxOptions(), HOST, taken)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(60, TimeUnit.SECONDS))
                    .hasStackTraceContaining("ddress already in use");
        } finally {
            root.detachAppender(events);
        }
        List<String> silenced = loggersThatAreOff();
        assertThat(events.list.stream()
                        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                        .filter(event -> silenced.stream().noneMatch(event.getLoggerName()::startsWith)))
                .isEmpty();
    }

    private static List<String> loggersThatAreOff() throws Exception {
        try (InputStream configuration = ClusteredVertx.class.getResourceAsStream("/logback.xml")) {
            assertThat(configuration).isNotNull();
            return Pattern.compile("<logger name=\"([^\"]+)\" level=\"OFF\"/>")
                    .matcher(new String(configuration.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map((MatchResult logger) -> logger.group(1))
                    .toList();
        }
    }
}
