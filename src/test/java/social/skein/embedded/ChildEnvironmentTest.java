package social.skein.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the embedded servers get from the environment, and how a failed start is explained. */
class ChildEnvironmentTest {
    private static final Map<String, String> OF_PARENT = Map.of(
            "JAVA_TOOL_OPTIONS", "-XX:+UseG1GC",
            "JDK_JAVA_OPTIONS", "-Xmx1g",
            "_JAVA_OPTIONS", "-agentlib:jdwp=transport=dt_socket",
            "CLASSPATH", "/somewhere",
            "PGDATA", "/var/lib/postgresql",
            "SKEIN_POSTGRES_URI", "postgresql://skein:secret@db/skein",
            "LANG", "fa_IR.UTF-8",
            "PATH", "/usr/bin");

    @TempDir
    Path folder;

    @Test
    void options_of_this_jvm_and_settings_are_not_inherited() {
        Map<String, String> environment = new HashMap<>(OF_PARENT);
        ChildEnvironment.setNative(environment);
        assertThat(environment).isEqualTo(Map.of("PATH", "/usr/bin", "LANG", "fa_IR.UTF-8", "LC_ALL", "C"));
    }

    @Test
    void a_java_child_has_the_encoding_of_this_process_and_messages_in_english() {
        Map<String, String> environment = new HashMap<>(OF_PARENT);
        ChildEnvironment.setJava(environment);
        assertThat(environment).isEqualTo(Map.of("PATH", "/usr/bin", "LANG", "C", "LC_CTYPE", "fa_IR.UTF-8"));

        environment = new HashMap<>(Map.of("LC_ALL", "", "LC_CTYPE", "C.UTF-8", "LC_MESSAGES", "de_DE", "LANG", "tr"));
        ChildEnvironment.setJava(environment);
        assertThat(environment).isEqualTo(Map.of("LANG", "C", "LC_CTYPE", "C.UTF-8"));
    }

    @Test
    void a_user_without_a_home_uses_the_next_cache() {
        assertThat(Binaries.userCache(Map.of("HOME", "/home/alice"))).contains(Path.of("/home/alice/.cache/skein"));
        assertThat(Binaries.userCache(Map.of("HOME", "/home/alice", "XDG_CACHE_HOME", "/cache")))
                .contains(Path.of("/cache/skein"));
        String home = System.getProperty("user.home");
        System.setProperty("user.home", "?");
        try {
            assertThat(Binaries.userCache(Map.of())).isEmpty();
            assertThat(Binaries.userCache(Map.of("HOME", ""))).isEmpty();
            assertThat(Binaries.userCache(Map.of("XDG_CACHE_HOME", "relative"))).isEmpty();
        } finally {
            System.setProperty("user.home", home);
        }
    }

    @Test
    void full_shared_memory_is_not_reported_as_a_full_disk() throws Exception {
        assertThat(explain("FATAL:  could not resize shared memory segment \"/PostgreSQL.1\" to 1048576 bytes:"
                        + " No space left on device"))
                .startsWith("The shared memory in /dev/shm is full")
                .contains("--shm-size");
        assertThat(explain("FATAL:  could not write init file: No space left on device"))
                .startsWith("The disk is full")
                .contains(folder.toString());
        assertThat(explain("initdb: error: could not look up effective user ID 4711: user does not exist"))
                .contains("user 4711", "/etc/passwd", "postgres.uri");
    }

    @Test
    void an_outage_begins_once_and_ends_once_after_the_server_has_been_running_for_a_while() {
        long[] now = {0};
        OutageTracker outage = new OutageTracker(() -> now[0]);
        assertThat(outage.isOver()).isFalse();
        assertThat(outage.begin()).isTrue();
        now[0] += 1_000_000_000L;
        assertThat(outage.begin()).isFalse();
        now[0] += 9_000_000_000L;
        assertThat(outage.isOver()).isFalse();
        now[0] += 1_000_000_000L;
        assertThat(outage.isOver()).isTrue();
        assertThat(outage.isOver()).isFalse();
        assertThat(outage.begin()).isTrue();
    }

    private String explain(String line) throws Exception {
        Path log = Files.writeString(folder.resolve("server.log"), line + "\n");
        return StartFailureAnalyzer.knownCause(new LogTail(log, 0), folder).orElseThrow();
    }
}
