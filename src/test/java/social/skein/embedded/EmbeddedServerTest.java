package social.skein.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.embedded.StoreClients.eventually;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
    @TempDir
    static Path folder;

    static EmbeddedServers servers;
    static StoreClients clients;

    @BeforeAll
    static void open() {
        servers = EmbeddedServers.open(folder, ServerKind.all(), Progress.silent());
        clients = new StoreClients(servers.addresses());
    }

    @AfterAll
    static void close() {
        servers.close();
    }

    @Test
    void a_stopped_server_stays_down_until_it_is_started_and_does_not_affect_the_others() throws Exception {
        servers.redis().stop();
        assertThat(servers.redis().isRunning()).isFalse();
        assertThat(clients.sql("SELECT 1")).isEqualTo("1");
        servers.redis().start();
        assertThat(clients.redis("PING")).isEqualTo("+PONG");
    }

    @Test
    void a_killed_postgresql_keeps_acknowledged_writes() throws Exception {
        clients.sql("CREATE TABLE birds AS SELECT 'carol' AS name");
        servers.postgres().kill();
        servers.postgres().start();
        assertThat(clients.sql("SELECT name FROM birds")).isEqualTo("carol");
    }

    @Test
    void a_killed_kafka_keeps_its_topics() throws Exception {
        clients.createTopic("birds");
        servers.kafka().kill();
        servers.kafka().start();
        assertThat(clients.topics()).contains("birds");
    }

    @Test
    void a_crashed_server_is_restarted() {
        long before = servers.redis().pid().orElseThrow();
        assertThat(ProcessHandle.of(before).orElseThrow().destroyForcibly()).isTrue();
        eventually(
                "a new Redis process runs",
                Duration.ofSeconds(10),
                () -> servers.redis().pid().filter(now -> now != before).isPresent());
        eventually("it answers", Duration.ofSeconds(5), clients::allReachable);
    }

    @Test
    void postgresql_is_durable_and_verifies_checksums() throws Exception {
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes", "data_checksums"}) {
            assertThat(clients.sql("SHOW " + setting)).as(setting).isEqualTo("on");
        }
        assertThat(clients.sql("SHOW listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void redis_has_no_persistence() throws Exception {
        assertThat(clients.redis("CONFIG GET save")).endsWith("save\r\n$0\r\n");
        assertThat(clients.redis("CONFIG GET appendonly")).endsWith("no");
    }
}
