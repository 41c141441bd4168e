package social.skein.jar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;
import social.skein.support.Person;

/**
 * Reads the log of a whole life: start, requests, sample data, a second process that joins and leaves, stop. Nothing of
 * it is above INFO, has a stack trace, names a class in its message, or has another format than the rest.
 */
class LogOfALifeIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A qualified class name, or the simple name of an exception. */
    private static final Pattern CLASS_NAME =
            Pattern.compile("\\b(?:[a-z0-9]+\\.){2,}[A-Z]\\w+|\\b[A-Z]\\w+(?:Exception|Error)\\b|\\$\\w+");

    private static final Pattern PLAIN_LINE = Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  \\S+ +(\\S.*)");

    private static final Pattern JVM_WARNING = Pattern.compile(
            "WARNING: (?:A terminally deprecated method in sun\\.misc\\.Unsafe|sun\\.misc\\.Unsafe::\\w+"
                    + "|Please consider reporting this to the maintainers of class com\\.hazelcast\\.).*");

    @Test
    void a_log_in_json_has_only_json_lines_at_info() throws Exception {
        try (JarRunner runner = new JarRunner()) {
            for (JarProcess process : live(runner, "json")) {
                assertThat(process.output()).isEmpty();
                for (String line : lines(process)) {
                    JsonNode parsed = parse(line);
                    assertThat(parsed.path("level").asText()).as(line).isEqualTo("INFO");
                    assertThat(parsed.has("stack_trace")).as(line).isFalse();
                    checkMessage(parsed.path("message").asText());
                }
            }
        }
    }

    @Test
    void a_log_in_plain_text_has_one_format() throws Exception {
        try (JarRunner runner = new JarRunner()) {
            for (JarProcess process : live(runner, "plain")) {
                for (String line : lines(process)) {
                    assertThat(line).matches(PLAIN_LINE);
                    checkMessage(PLAIN_LINE.matcher(line).replaceFirst("$1"));
                }
            }
        }
    }

    /** Runs two processes in a seeded folder from start to stop, and returns them. */
    private static JarProcess[] live(JarRunner runner, String format) throws Exception {
        Map<String, String> settings = Map.of("SKEIN_LOG_FORMAT", format);
        JarProcess seed = runner.start(settings, "seed", "--profile", "S-30");
        assertThat(seed.awaitExitCode()).as(seed.errors()).isZero();
        assertThat(seed.errors()).doesNotContain("WARN", "ERROR", "\tat ");

        JarProcess first = runner.start(settings).awaitReady();
        Person alice = runner.signUp("alice", first);
        JsonObject post = alice.posts("hello");
        alice.send("GET", "/api/v1/nothing", Map.of());
        alice.withToken("wrong").send("GET", "/api/v1/timelines/home", Map.of());
        JarProcess second = runner.start(settings).awaitReady();
        alice.atPort(second.httpPort()).likes(post);
        second.stopAndVerify();
        runner.eventually("the first process knows", () -> first.errors().contains("Another process is gone"));
        alice.posts("Still here");
        runner.eventually("the post is at home", () -> !alice.home().isEmpty());
        first.stopAndVerify();
        assertThat(first.errors()).contains("Another process has joined", "Stopping", "Stopped");
        return new JarProcess[] {first, second};
    }

    /**
     * Leaves out that a thread was blocked, with its stack trace, which happens on a busy machine, and the four lines in
     * which Java 24 and newer complain about Hazelcast before a program could prevent it.
     */
    private static List<String> lines(JarProcess process) throws IOException {
        return process.errors()
                .lines()
                .filter(line -> !line.contains("BlockedThreadChecker") && !line.startsWith("    "))
                .filter(line -> !JVM_WARNING.matcher(line).matches())
                .toList();
    }

    private static JsonNode parse(String line) throws IOException {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException other) {
            throw new AssertionError("This line is not JSON: " + line, other);
        }
    }

    private static void checkMessage(String message) {
        assertThat(message).isNotBlank().doesNotContainPattern(CLASS_NAME).doesNotContain("0:0:0:0");
    }
}
