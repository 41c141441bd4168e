package social.skein.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests data folders whose names have a meaning in a configuration file, a shell, a pattern or a list. */
class FolderNamesTest {
    private static final List<String> NAMES = List.of(
            "with space",
            " leading",
            "trailing ",
            "tab\there",
            "it's",
            "\"quoted\"",
            "back\\slash",
            "back\\",
            "a,b",
            "a;b",
            "a:b",
            "a=b",
            "100%",
            "%20%d%n",
            "#hash",
            "$HOME",
            "${user.home}",
            "$(id)",
            "`id`",
            "star*",
            "[1]",
            "{a,b}",
            "what?",
            "!bang",
            "a&b|c",
            "(a)<b>",
            "-dash",
            "@file",
            "~tilde",
            "dätä-Ж-日本-فارسی",
            "🐦",
            "e\u0301",
            "n".repeat(200));

    /** Everything at once. */
    private static final String ALL = "a b\"c'd\\e,f%20#$HOME;&[1]*?{x}=!:`é日本🐦";

    @TempDir
    Path folder;

    /** The folder of this name; without the characters that the locale of this JVM lacks. */
    private Path folderNamed(String name) {
        CharsetEncoder encoder =
                Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder();
        return folder.resolve(name.codePoints()
                .mapToObj(Character::toString)
                .map(character -> encoder.canEncode(character) ? character : "_" + character.codePointAt(0))
                .collect(Collectors.joining()));
    }

    @Test
    void redis_runs_in_a_folder_of_any_name() throws Exception {
        for (String name : NAMES) {
            Path data = folderNamed(name);
            try (EmbeddedServers servers = EmbeddedServers.open(data, Set.of(ServerKind.REDIS), Progress.silent())) {
                assertThat(new StoreClients(servers.addresses()).redis("CONFIG GET port"))
                        .as(name)
                        .endsWith(String.valueOf(
                                URI.create(servers.addresses().redisUri()).getPort()));
            }
        }
        try (Stream<Path> created = Files.list(folder)) {
            assertThat(created).as("nothing is created elsewhere").hasSize(NAMES.size());
        }
    }

    @Test
    void all_servers_run_in_a_folder_of_any_name_and_a_restart_has_its_data() throws Exception {
        Path data = folderNamed(ALL);
        ServerAddresses first;
        try (EmbeddedServers servers = EmbeddedServers.open(data, ServerKind.all(), Progress.silent())) {
            first = servers.addresses();
            StoreClients clients = new StoreClients(first);
            clients.sql("CREATE TABLE birds AS SELECT 'alice' AS name");
            clients.createTopic("birds");
        }
        assertThat(data.resolve("kafka/log/meta.properties")).exists();
        assertThat(data.resolve("logs/kafka.log")).exists();
        try (Stream<Path> created = Files.list(folder)) {
            assertThat(created).containsExactly(data);
        }
        try (EmbeddedServers servers = EmbeddedServers.open(data, ServerKind.all(), Progress.silent())) {
            assertThat(servers.addresses()).isEqualTo(first);
            StoreClients clients = new StoreClients(servers.addresses());
            assertThat(clients.sql("SELECT name FROM birds")).isEqualTo("alice");
            assertThat(clients.topics()).contains("birds");
        }
    }

    @Test
    void a_name_with_a_line_break_is_refused_before_anything_is_created() throws Exception {
        Path data = folder.resolve("two\nlines");
        assertThatThrownBy(() -> EmbeddedServers.open(data, Set.of(ServerKind.REDIS), Progress.silent())
                        .close())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("two?lines")
                .hasMessageContaining("line break")
                .hasMessageContaining("data.dir");
        try (Stream<Path> created = Files.list(folder)) {
            assertThat(created).isEmpty();
        }
    }
}
