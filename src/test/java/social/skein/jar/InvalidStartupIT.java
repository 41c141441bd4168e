package social.skein.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;

/** Tests that a failed start prints one sentence and leaves no process behind. */
class InvalidStartupIT {
    private final JarRunner runner = new JarRunner();

    InvalidStartupIT() throws IOException {}

    @AfterEach
    void end() throws IOException {
        runner.close();
    }

    @Test
    void a_taken_port_is_reported_with_its_setting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            JarProcess process = runner.start(Map.of("SKEIN_HTTP_PORT", String.valueOf(taken.getLocalPort())));
            assertThat(process.awaitExitCode()).isNotZero();
            assertThat(reason(process)).contains(String.valueOf(taken.getLocalPort()), "SKEIN_HTTP_PORT");
            assertThat(process.children()).isEmpty();
        }
    }

    @Test
    void an_unwritable_folder_is_reported() throws IOException {
        JarProcess process = runner.startUnprivileged();
        assertThat(process.awaitExitCode()).isNotZero();
        assertThat(singleErrorLine(process)).contains("data", "permission denied", "data.dir");
    }

    @Test
    void an_unknown_key_is_reported() throws IOException {
        Files.writeString(runner.folder().resolve("mine.yaml"), "http:\n  prot: 8080\n");
        JarProcess process = runner.start("--config", "mine.yaml");
        assertThat(process.awaitExitCode()).isNotZero();
        assertThat(singleErrorLine(process)).contains("mine.yaml", "http.prot", "http.port");
    }

    @Test
    void an_unknown_variable_is_reported() throws IOException {
        JarProcess process = runner.start(Map.of("SKEIN_HTTP_PROT", "8080"));
        assertThat(process.awaitExitCode()).isNotZero();
        assertThat(singleErrorLine(process)).contains("SKEIN_HTTP_PROT", "SKEIN_HTTP_PORT");
    }

    @Test
    void a_log_in_json_also_has_the_reason_of_a_failed_start() throws IOException {
        try (ServerSocket taken = new ServerSocket(0)) {
            JarProcess process = runner.start(
                    Map.of("SKEIN_HTTP_PORT", String.valueOf(taken.getLocalPort()), "SKEIN_LOG_FORMAT", "json"));
            assertThat(process.awaitExitCode()).isNotZero();
            assertThat(process.output()).isEmpty();
            List<JsonObject> lines =
                    process.errors().lines().map(JsonObject::new).toList();
            JsonObject last = lines.get(lines.size() - 1);
            assertThat(last.getString("level")).isEqualTo("ERROR");
            assertThat(last.getString("message")).contains("SKEIN_HTTP_PORT");
        }
    }

    private static String singleErrorLine(JarProcess process) throws IOException {
        assertThat(process.errors().lines()).hasSize(1);
        return reason(process);
    }

    /** Returns the last line, which is the only one with the reason, after the progress lines. */
    private static String reason(JarProcess process) throws IOException {
        assertThat(process.output()).isEmpty();
        assertThat(process.errors()).doesNotContain("\tat ", "Exception");
        assertThat(process.errors().lines().filter(line -> line.startsWith("skein: ")))
                .as(process.errors())
                .hasSize(1);
        String last = process.errors().lines().reduce("", (before, line) -> line);
        assertThat(last).matches("skein: .*[.?]");
        return last;
    }
}
