package social.skein.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;

/**
 * Tests starts in other locales, with Java options for the server, and in folders with unusual names. {@code
 * FolderNamesTest} has more names.
 */
class StartMatrixIT {
    /** Language, country and further options: other digits, other case mappings, other calendars. */
    private static final List<String> LOCALES = List.of(
            "-Duser.language=fa -Duser.country=IR",
            "-Duser.language=ar -Duser.country=EG",
            "-Duser.language=bn -Duser.country=BD",
            "-Duser.language=mr -Duser.country=IN",
            "-Duser.language=my -Duser.country=MM",
            "-Duser.language=ne -Duser.country=NP",
            "-Duser.language=th -Duser.country=TH -Duser.variant=TH",
            "-Duser.language=tr -Duser.country=TR",
            "-Duser.language=lt -Duser.country=LT",
            "-Duser.language=az -Duser.country=AZ");

    private static final List<Map<String, String>> OPTIONS = List.of(
            Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseG1GC"),
            Map.of("JDK_JAVA_OPTIONS", "-XX:+UseParallelGC -Xmx400m"),
            Map.of("_JAVA_OPTIONS", "-Xms64m"),
            Map.of("JAVA_TOOL_OPTIONS", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0"),
            Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Dfile.encoding=UTF-8"));

    private static final List<String> FOLDERS = List.of(
            "a,b",
            "\"quoted\" 'twice'",
            "back\\slash",
            "star*[1]",
            "100%20 #hash",
            "$HOME`id`",
            "dätä-Ж-日本",
            "a:b;c=d",
            "🐦 {x}",
            "-dash @file");

    /** The servers whose configuration Skein writes; PostgreSQL takes most of the time and gets only arguments. */
    private static final Map<String, String> REDIS_AND_KAFKA =
            Map.of("SKEIN_POSTGRES_URI", "postgresql://skein:skein@127.0.0.1:1/skein", "LC_ALL", "C.UTF-8");

    @Test
    void the_servers_start_in_ten_locales_with_five_sets_of_options_in_ten_folders() throws Exception {
        try (JarRunner runner = new JarRunner()) {
            List<JarProcess> starting = new ArrayList<>();
            for (int i = 0; i < LOCALES.size(); i++) {
                Map<String, String> environment = new HashMap<>(REDIS_AND_KAFKA);
                environment.putAll(withOption(OPTIONS.get(i % OPTIONS.size()), LOCALES.get(i)));
                environment.put("SKEIN_DATA_DIR", named(runner, FOLDERS.get(i)));
                starting.add(runner.start(environment, "servers"));
                // Two at a time, as many as the smallest machine has cores.
                if (starting.size() == 2) {
                    awaitReady(starting);
                }
            }
            awaitReady(starting);
            try (Stream<Path> folders = Files.list(runner.folder())) {
                assertThat(folders).as("nothing is created elsewhere").hasSize(FOLDERS.size());
            }
        }
    }

    @Test
    void a_whole_server_starts_where_digits_are_not_ascii_and_the_folder_has_any_name() throws Exception {
        try (JarRunner runner = new JarRunner()) {
            Map<String, String> environment = new HashMap<>(withOption(OPTIONS.get(0), LOCALES.get(0)));
            environment.put("LC_ALL", "C.UTF-8");
            environment.put("SKEIN_DATA_DIR", named(runner, "a,b\"c\\[d]* é日本"));
            JarProcess process = runner.start(environment).awaitReady();
            assertThat(process.httpPort()).isPositive();
            assertThat(process.errors()).doesNotContain("Exception").doesNotContainPattern("[۰-۹٠-٩]");
            process.stopAndVerify();
        }
    }

    @Test
    void a_name_that_the_locale_lacks_is_refused_in_one_sentence_before_anything_is_created() throws Exception {
        try (JarRunner runner = new JarRunner()) {
            // The shell passes the bytes of the name, which this JVM might not be able to encode.
            JarProcess process = runner.startInShell(
                    "export LC_ALL=C SKEIN_DATA_DIR=$(printf 'd\\303\\244ta')", "-Dfile.encoding=UTF-8");
            assertThat(process.awaitExitCode()).isNotZero();
            assertThat(process.errors().lines()).hasSize(1);
            assertThat(process.errors()).contains("locale", "LC_ALL=C.UTF-8", "data.dir");
            try (Stream<Path> folders = Files.list(runner.folder())) {
                assertThat(folders).isEmpty();
            }
        }
    }

    /** The folder of this name; in ASCII if this JVM cannot name any other. */
    private static String named(JarRunner runner, String name) {
        boolean ascii = !System.getProperty("sun.jnu.encoding").equalsIgnoreCase("UTF-8");
        return runner.folder() + "/" + (ascii ? name.replaceAll("[^ -~]", "_") : name);
    }

    private static Map<String, String> withOption(Map<String, String> options, String locale) {
        Map<String, String> combined = new HashMap<>(options);
        combined.merge("JAVA_TOOL_OPTIONS", locale, (option, more) -> option + " " + more);
        return combined;
    }

    private static void awaitReady(List<JarProcess> starting) throws Exception {
        for (JarProcess process : starting) {
            process.awaitReady();
            assertThat(process.errors()).as(process.errors()).doesNotContain("Exception");
        }
        for (JarProcess process : starting) {
            process.terminate();
        }
        starting.clear();
    }
}
