package social.skein.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFailureTest {
    @TempDir
    Path folder;

    @Test
    void a_file_where_the_data_folder_should_be_is_named() throws IOException {
        Path file = Files.createFile(folder.resolve("data"));
        assertThat(sentence(file))
                .isEqualTo("The data folder " + file + " cannot be written (there is a file where a folder should be);"
                        + " give data.dir a folder this user may write.");
    }

    @Test
    void a_folder_nobody_can_write_is_named() {
        assertThat(sentence(Path.of("/proc/skein"))).startsWith("The data folder /proc/skein cannot be written (");
    }

    @Test
    void a_database_of_another_postgresql_is_refused_with_the_way_out() throws IOException {
        Path data = Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(data.resolve("PG_VERSION"), "17\n");
        assertThat(sentence(folder))
                .isEqualTo(
                        "The database in " + data + " was made by PostgreSQL 17 and this Skein carries PostgreSQL 18;"
                                + " start it with the Skein that made it, dump it with pg_dumpall, and load the dump here.");
    }

    @Test
    void a_database_that_does_not_start_is_told_with_the_line_that_says_why_and_where_to_read_on() throws IOException {
        Path data = Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(data.resolve("PG_VERSION"), "18\n");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        assertThat(sentence(folder))
                .startsWith("The embedded PostgreSQL ended while it started: ")
                .contains("postgresql.conf")
                .endsWith("(the whole story is in " + folder.resolve("logs/postgres.log") + ")");
    }

    @Test
    void a_port_that_somebody_else_took_meanwhile_is_replaced_and_the_others_stay() throws IOException {
        try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PortsAndPasswords before =
                    new PortsAndPasswords(new LoopbackPorts().reserve(0), somebody.getLocalPort(), 0, 0, "p", "r");
            PortsAndPasswords after = before.withFreePorts(new LoopbackPorts());
            assertThat(after.postgresPort()).isEqualTo(before.postgresPort());
            assertThat(after.redisPort()).isNotEqualTo(somebody.getLocalPort()).isNotZero();
        }
    }

    @Test
    void a_folder_that_is_open_in_this_process_is_not_opened_twice() {
        DataFolder open = DataFolder.open(folder);
        assertThat(open.tryLock()).isTrue();
        assertThat(sentence(folder)).endsWith("is already open in this process; open it once.");
        open.close();
    }

    @Test
    void passwords_are_in_a_file_of_this_user_alone_and_not_in_what_addresses_print() throws IOException {
        DataFolder data = DataFolder.open(folder);
        PortsAndPasswords picked = PortsAndPasswords.generate();
        data.save(picked, "ready");
        data.close();
        Path file = folder.resolve("servers.properties");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(picked.addresses().toString()).doesNotContain(picked.postgresPassword(), picked.redisPassword());
    }

    private static String sentence(Path dataDir) {
        return catchThrowableOfType(
                        EmbeddedServerException.class,
                        () -> EmbeddedServers.open(dataDir, ServerKind.all(), Progress.silent())
                                .close())
                .getMessage();
    }
}
