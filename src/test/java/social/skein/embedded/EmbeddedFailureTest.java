package social.skein.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedFailureTest {
    @TempDir
    Path folder;

    @Test
    void a_file_in_place_of_the_data_folder_is_reported() throws IOException {
        Path file = Files.createFile(folder.resolve("data"));
        assertThat(errorMessage(file))
                .isEqualTo("The data folder " + file + " is not writable (a file is in the place of the folder);"
                        + " set data.dir to a writable folder.");
    }

    @Test
    void an_unwritable_folder_is_reported() {
        assertThat(errorMessage(Path.of("/proc/skein"))).startsWith("The data folder /proc/skein is not writable (");
    }

    @Test
    void a_database_of_another_postgresql_version_is_rejected_with_instructions() throws IOException {
        Path data = Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(data.resolve("PG_VERSION"), "17\n");
        assertThat(errorMessage(folder))
                .isEqualTo("The database in " + data
                        + " was created by PostgreSQL 17, but this Skein contains PostgreSQL 18;"
                        + " start it with the earlier Skein, dump it with pg_dumpall, and restore the dump here.");
    }

    /** As a crash or a full disk leaves it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "12", "none\n/data\n"})
    void a_damaged_pid_file_of_postgresql_is_ignored(String pidFile) throws IOException {
        Path data = Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(data.resolve("PG_VERSION"), "18\n");
        Files.writeString(data.resolve("postmaster.pid"), pidFile);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));

        assertThat(errorMessage(folder)).contains("postgresql.conf");
        assertThat(data.resolve("postmaster.pid")).doesNotExist();
    }

    @Test
    void a_failed_start_is_reported_with_the_error_line_and_the_log_file() throws IOException {
        Path data = Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(data.resolve("PG_VERSION"), "18\n");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        assertThat(errorMessage(folder))
                .startsWith("The embedded PostgreSQL ended during startup: ")
                .contains("postgresql.conf")
                .endsWith("(full log: " + folder.resolve("logs/postgres.log") + ")");
    }

    @Test
    void a_port_taken_by_another_program_is_replaced_and_the_others_stay() throws IOException {
        try (ServerSocket otherProgram = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PortsAndPasswords before =
                    new PortsAndPasswords(new LoopbackPorts().reserve(0), otherProgram.getLocalPort(), 0, 0, "p", "r");
            PortsAndPasswords after = before.withFreePorts(new LoopbackPorts());
            assertThat(after.postgresPort()).isEqualTo(before.postgresPort());
            assertThat(after.redisPort())
                    .isNotEqualTo(otherProgram.getLocalPort())
                    .isNotZero();
        }
    }

    @Test
    void a_folder_cannot_be_opened_twice_by_one_process() {
        DataFolder open = DataFolder.open(folder);
        assertThat(open.tryLock()).isTrue();
        assertThat(errorMessage(folder)).endsWith("is already open in this process.");
        open.close();
    }

    @Test
    void passwords_are_in_an_owner_only_file_and_not_in_printed_addresses() throws IOException {
        DataFolder data = DataFolder.open(folder);
        PortsAndPasswords portsAndPasswords = PortsAndPasswords.generate();
        data.save(portsAndPasswords, "ready");
        data.close();
        Path file = folder.resolve("servers.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(portsAndPasswords.addresses().toString())
                .doesNotContain(portsAndPasswords.postgresPassword(), portsAndPasswords.redisPassword());
    }

    private static String errorMessage(Path dataDir) {
        return catchThrowableOfType(
                        EmbeddedServerException.class,
                        () -> EmbeddedServers.open(dataDir, Set.of(ServerKind.POSTGRES), Progress.silent())
                                .close())
                .getMessage();
    }
}
