package social.skein.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.embedded.Clients.eventually;

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
    void what_postgresql_and_kafka_accepted_survives_a_restart_on_the_same_ports_and_redis_comes_back_empty()
            throws Exception {
        Addresses first;
        try (EmbeddedServers servers = EmbeddedServers.open(folder, Server.all(), Progress.silent())) {
            first = servers.addresses();
            Clients clients = new Clients(first);
            clients.sql("CREATE TABLE birds AS SELECT 'alice' AS name");
            assertThat(clients.redis("SET bird alice")).isEqualTo("+OK");
            clients.createTopic("birds");
        }
        try (EmbeddedServers servers = EmbeddedServers.open(folder, Server.all(), Progress.silent())) {
            assertThat(servers.addresses()).isEqualTo(first);
            Clients clients = new Clients(servers.addresses());
            assertThat(clients.sql("SELECT name FROM birds")).isEqualTo("alice");
            assertThat(clients.redis("GET bird")).isEqualTo("$-1");
            assertThat(clients.topics()).contains("birds");
        }
    }

    @Test
    void only_what_is_wanted_is_started() throws Exception {
        try (EmbeddedServers servers = EmbeddedServers.open(folder, Set.of(Server.REDIS), Progress.silent())) {
            assertThat(new Clients(servers.addresses()).redis("SET bird alice")).isEqualTo("+OK");
            assertThat(folder.resolve("logs")).isDirectoryContaining("glob:**/redis.log");
            assertThat(folder.resolve("logs")).isDirectoryNotContaining("glob:**/{postgres*,kafka}.log");
        }
    }

    @Test
    void a_killed_owner_leaves_no_child_and_the_next_start_has_its_data() throws Exception {
        List<ProcessHandle> children;
        try (Owner owner = Owner.of(folder).open()) {
            children = owner.children();
            assertThat(children).hasSizeGreaterThan(5);
            owner.killed();
        }
        eventually(
                "every child ended",
                Duration.ofSeconds(5),
                () -> children.stream().noneMatch(ProcessHandle::isAlive));
        try (EmbeddedServers servers = EmbeddedServers.open(folder, Server.all(), Progress.silent())) {
            assertThat(new Clients(servers.addresses()).allAnswer()).isTrue();
        }
    }

    @Test
    void a_second_process_joins_and_takes_over_on_the_same_ports_when_the_first_is_killed() throws Exception {
        try (Owner owner = Owner.of(folder).open();
                EmbeddedServers second = EmbeddedServers.open(folder, Server.all(), Progress.silent())) {
            assertThat(second.joined()).isTrue();
            Clients clients = new Clients(second.addresses());
            clients.sql("CREATE TABLE birds AS SELECT 'bob' AS name");
            owner.killed();
            eventually("the second process took over", Duration.ofSeconds(30), () -> !second.joined());
            assertThat(clients.allAnswer()).isTrue();
            assertThat(clients.sql("SELECT name FROM birds")).isEqualTo("bob");
        }
    }
}
