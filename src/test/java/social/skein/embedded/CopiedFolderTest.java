package social.skein.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static social.skein.embedded.StoreClients.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import social.skein.datafolder.FolderIdentity;

/** Tests that a process ends, reuses or joins only servers that run on its own data folder. */
class CopiedFolderTest {
    @TempDir
    Path folder;

    private final List<String> steps = new ArrayList<>();

    @Test
    void a_copy_of_a_running_folder_neither_kills_nor_shares_the_servers_of_the_original() throws Exception {
        Path original = folder.resolve("data");
        Path copy = folder.resolve("copy");
        try (EmbeddedServers first = EmbeddedServers.open(original, ServerKind.all(), Progress.silent())) {
            StoreClients atFirst = new StoreClients(first.addresses());
            atFirst.sql("CREATE TABLE birds AS SELECT 'alice' AS name");
            atFirst.createTopic("birds");
            atFirst.redis("SET bird alice");
            List<Long> before = pids(first);
            copy(original, copy);

            try (EmbeddedServers second = open(copy, ServerKind.all())) {
                assertThat(steps)
                        .contains("This folder is a copy of " + original
                                + ", so its embedded servers get their own ports and passwords");
                assertThat(second.isJoined()).isFalse();
                StoreClients atSecond = new StoreClients(second.addresses());
                assertThat(atSecond.sql("SELECT name FROM birds")).isEqualTo("alice");
                assertThat(atSecond.topics()).contains("birds");
                assertThat(atSecond.redis("GET bird")).isEqualTo("$-1");
                assertNothingShared(first.addresses(), second.addresses());
                assertThat(pids(first)).isEqualTo(before);
                assertThat(atFirst.allReachable()).isTrue();

                atSecond.sql("INSERT INTO birds VALUES ('bob')");
                assertThat(atFirst.sql("SELECT count(*) FROM birds")).isEqualTo("1");
                assertThat(atSecond.sql("SHOW data_directory"))
                        .isEqualTo(copy.resolve("postgres").toString());
            }
            steps.clear();
            ServerAddresses again;
            try (EmbeddedServers third = open(copy, Set.of(ServerKind.POSTGRES))) {
                again = third.addresses();
                assertThat(new StoreClients(again).sql("SELECT count(*) FROM birds"))
                        .isEqualTo("2");
            }
            assertThat(steps).noneMatch(step -> step.startsWith("This folder"));
            assertNothingShared(first.addresses(), again);
        }
    }

    @Test
    void a_process_that_starts_in_a_copy_does_not_wait_for_processes_of_the_original() throws Exception {
        Path original = Files.createDirectories(folder.resolve("data"));
        try (EmbeddedServers first = EmbeddedServers.open(original, Set.of(ServerKind.REDIS), Progress.silent())) {
            Path copy = folder.resolve("copy");
            copy(original, copy);
            OrphanProcesses ofCopy = OrphanProcesses.of(DataFolder.open(copy));
            ofCopy.awaitExit();
            // The records as a start in the copy would have made them, but with the pid of the original's server.
            Files.writeString(
                    copy.resolve("run/Redis"),
                    Files.readString(original.resolve("run/Redis"))
                            .replace(
                                    FolderIdentity.of(original).toString(),
                                    FolderIdentity.of(copy).toString()));
            ofCopy.awaitExit();
            assertThat(first.redis().isRunning()).isTrue();
        }
    }

    @Test
    void a_copied_file_that_says_ready_is_not_a_reason_to_join() throws Exception {
        Path original = Files.createDirectories(folder.resolve("data"));
        try (EmbeddedServers first = EmbeddedServers.open(original, Set.of(ServerKind.REDIS), Progress.silent())) {
            assertThat(first.isJoined()).isFalse();
            Path copy = folder.resolve("copy");
            copy(original, copy);
            assertThat(DataFolder.open(copy).loadIfReady()).isEmpty();
        }
    }

    @Test
    void a_copy_of_a_stopped_folder_and_a_moved_folder_get_their_own_ports_and_passwords() throws Exception {
        Path original = folder.resolve("data");
        ServerAddresses first;
        try (EmbeddedServers servers = open(original, Set.of(ServerKind.POSTGRES, ServerKind.REDIS))) {
            first = servers.addresses();
            new StoreClients(first).sql("CREATE TABLE birds AS SELECT 'alice' AS name");
        }
        Path copy = folder.resolve("copy");
        copy(original, copy);
        Path moved = Files.move(original, folder.resolve("moved"));
        for (Path place : List.of(copy, moved)) {
            try (EmbeddedServers servers = open(place, Set.of(ServerKind.POSTGRES, ServerKind.REDIS))) {
                assertNothingShared(first, servers.addresses());
                assertThat(new StoreClients(servers.addresses()).sql("SELECT name FROM birds"))
                        .isEqualTo("alice");
            }
        }
        assertThat(steps)
                .contains(
                        "This folder is a copy of " + original
                                + ", so its embedded servers get their own ports and passwords",
                        "This folder was moved from " + original
                                + ", so its embedded servers get new ports and passwords");
    }

    @Test
    void a_folder_restored_in_the_place_of_another_gets_its_own_ports_and_passwords() throws Exception {
        Path original = folder.resolve("data");
        Path backup = folder.resolve("backup");
        ServerAddresses first;
        try (EmbeddedServers servers = open(original, Set.of(ServerKind.REDIS))) {
            first = servers.addresses();
        }
        copy(original, backup);
        Files.move(original, folder.resolve("old"));
        copy(backup, original);
        try (EmbeddedServers servers = open(original, Set.of(ServerKind.REDIS))) {
            assertNothingShared(first, servers.addresses());
        }
        assertThat(steps)
                .contains("This folder is a copy of an earlier " + original
                        + ", so its embedded servers get new ports and passwords");
    }

    @Test
    void a_link_to_a_folder_is_the_folder() throws Exception {
        Path original = folder.resolve("data");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Files.createDirectories(original));
        ServerAddresses first;
        try (EmbeddedServers servers = open(original, Set.of(ServerKind.REDIS))) {
            first = servers.addresses();
            assertThat(FolderIdentity.of(link)).isEqualTo(FolderIdentity.of(original));
        }
        try (EmbeddedServers servers = open(link, Set.of(ServerKind.REDIS))) {
            assertThat(servers.addresses()).isEqualTo(first);
        }
        assertThat(steps).noneMatch(step -> step.startsWith("This folder"));
    }

    @Test
    void an_interrupted_change_of_the_password_is_completed_by_the_next_start() throws Exception {
        ServerAddresses first;
        try (EmbeddedServers servers = open(folder, Set.of(ServerKind.POSTGRES))) {
            first = servers.addresses();
        }
        DataFolder data = DataFolder.open(folder);
        data.markDatabasePasswordChanged();
        data.save(PortsAndPasswords.generate(), "starting");
        data.close();
        try (EmbeddedServers servers = open(folder, Set.of(ServerKind.POSTGRES))) {
            assertThat(servers.addresses().postgresUri()).isNotEqualTo(first.postgresUri());
            assertThat(new StoreClients(servers.addresses()).sql("SELECT 1")).isEqualTo("1");
        }
        assertThat(folder.resolve("postgres.password.changed")).doesNotExist();
        assertThat(folder.resolve("postgres.password.sql")).doesNotExist();
    }

    @Test
    void the_orphans_of_a_killed_owner_are_those_of_this_folder() throws Exception {
        List<ProcessHandle> children;
        try (EmbeddedServersProcess owner = EmbeddedServersProcess.start(folder).awaitOpen()) {
            children = owner.children();
            DataFolder data = DataFolder.open(folder);
            for (String server : List.of("PostgreSQL", "Redis", "Kafka")) {
                assertThat(OrphanProcesses.of(data)
                                .ownProcess(folder.resolve("run").resolve(server)))
                        .as(server)
                        .isPresent();
            }
            data.close();
        }
        eventually(
                "every child ended",
                Duration.ofSeconds(10),
                () -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    private EmbeddedServers open(Path place, Set<ServerKind> servers) {
        return EmbeddedServers.open(place, servers, Progress.of(steps::add));
    }

    private static List<Long> pids(EmbeddedServers servers) {
        return List.of(
                servers.postgres().pid().orElseThrow(),
                servers.redis().pid().orElseThrow(),
                servers.kafka().pid().orElseThrow());
    }

    private static void assertNothingShared(ServerAddresses first, ServerAddresses second) {
        assertThat(second.postgresUri().split("[:@/]+")).doesNotContain(secrets(first.postgresUri()));
        assertThat(second.redisUri().split("[:@/]+")).doesNotContain(secrets(first.redisUri()));
        assertThat(second.kafkaBootstrap()).isNotEqualTo(first.kafkaBootstrap());
    }

    /** The password and the port of an address. */
    private static String[] secrets(String uri) {
        String[] parts = uri.split("[:@/]+");
        return List.of(parts).stream()
                .filter(part -> part.matches("[0-9a-f]{48}|\\d{5}"))
                .toArray(String[]::new);
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        Process copy = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                .inheritIO()
                .start();
        // A file of a running server may vanish while it is copied.
        assertThat(copy.waitFor()).isIn(0, 1);
    }
}
