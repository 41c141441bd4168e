package social.skein.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.embedded.StoreClients.eventually;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServersTest {
    @TempDir
    Path folder;

    @Test
    void postgresql_and_kafka_data_survive_a_restart_on_the_same_ports_and_redis_is_empty() throws Exception {
        ServerAddresses first;
        try (EmbeddedServers servers = EmbeddedServers.open(folder, ServerKind.all(), Progress.silent())) {
            first = servers.addresses();
            StoreClients clients = new StoreClients(first);
            clients.sql("CREATE TABLE birds AS SELECT 'alice' AS name");
            assertThat(clients.redis("SET bird alice")).isEqualTo("+OK");
            clients.createTopic("birds");
        }
        try (EmbeddedServers servers = EmbeddedServers.open(folder, ServerKind.all(), Progress.silent())) {
            assertThat(servers.addresses()).isEqualTo(first);
            StoreClients clients = new StoreClients(servers.addresses());
            assertThat(clients.sql("SELECT name FROM birds")).isEqualTo("alice");
            assertThat(clients.redis("GET bird")).isEqualTo("$-1");
            assertThat(clients.topics()).contains("birds");
        }
    }

    @Test
    void only_the_wanted_servers_are_started() throws Exception {
        try (EmbeddedServers servers = EmbeddedServers.open(folder, Set.of(ServerKind.REDIS), Progress.silent())) {
            assertThat(new StoreClients(servers.addresses()).redis("SET bird alice"))
                    .isEqualTo("+OK");
            assertThat(folder.resolve("logs")).isDirectoryContaining("glob:**/redis.log");
            assertThat(folder.resolve("logs")).isDirectoryNotContaining("glob:**/{postgres*,kafka}.log");
        }
    }

    @Test
    void a_killed_owner_leaves_no_child_and_the_next_start_has_its_data() throws Exception {
        List<ProcessHandle> children;
        try (EmbeddedServersProcess owner = EmbeddedServersProcess.start(folder).awaitOpen()) {
            children = owner.children();
            assertThat(children).hasSizeGreaterThan(5);
            owner.kill();
        }
        eventually(
                "every child ended",
                Duration.ofSeconds(5),
                () -> children.stream().noneMatch(ProcessHandle::isAlive));
        try (EmbeddedServers servers = EmbeddedServers.open(folder, ServerKind.all(), Progress.silent())) {
            assertThat(new StoreClients(servers.addresses()).allReachable()).isTrue();
        }
    }

    @Test
    void a_second_process_joins_and_takes_over_on_the_same_ports_when_the_first_is_killed() throws Exception {
        try (EmbeddedServersProcess owner = EmbeddedServersProcess.start(folder).awaitOpen();
                EmbeddedServers second = EmbeddedServers.open(folder, ServerKind.all(), Progress.silent())) {
            assertThat(second.isJoined()).isTrue();
            StoreClients clients = new StoreClients(second.addresses());
            clients.sql("CREATE TABLE birds AS SELECT 'bob' AS name");
            owner.kill();
            eventually("the second process took over", Duration.ofSeconds(90), () -> !second.isJoined());
            assertThat(clients.allReachable()).isTrue();
            assertThat(clients.sql("SELECT name FROM birds")).isEqualTo("bob");
        }
    }
}
