package social.skein.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import social.skein.context.Trace;
import social.skein.support.TestLogging;

class LoggingTest {
    private static final Logger LOG = LoggerFactory.getLogger(LoggingTest.class);
    private static final PrintStream STDERR = System.err;

    @AfterEach
    void restoreConsoleLogging() {
        System.setErr(STDERR);
        TestLogging.restore();
    }

    @Test
    void a_json_line_contains_the_ids_of_its_request() throws IOException {
        JsonNode line = new ObjectMapper()
                .readTree(captureLog(
                        Config.Log.Format.JSON,
                        Level.INFO,
                        () -> withTrace(
                                new Trace("0123456789abcdef", "00112233445566778899aabbccddeeff"),
                                () -> LOG.info("a post"))));

        assertThat(line.path("message").asText()).isEqualTo("a post");
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.path("request_id").asText()).isEqualTo("0123456789abcdef");
        assertThat(line.path("trace_id").asText()).isEqualTo("00112233445566778899aabbccddeeff");
    }

    @Test
    void a_plain_line_is_short_and_names_the_request() {
        String line = captureLog(
                Config.Log.Format.PLAIN,
                Level.INFO,
                () -> withTrace(
                        new Trace("0123456789abcdef", "00112233445566778899aabbccddeeff"), () -> LOG.warn("a post")));

        assertThat(line).matches("[\\d:.]{12} WARN  LoggingTest        a post \\[0123456789abcdef]\\s+");
    }

    @Test
    void no_line_contains_a_secret() {
        for (Config.Log.Format format : new Config.Log.Format[] {Config.Log.Format.PLAIN, Config.Log.Format.JSON}) {
            String lines = captureLog(
                    format,
                    Level.INFO,
                    () -> LOG.warn(
                            "postgresql://skein:hush@db/skein is away",
                            new IllegalStateException(
                                    "?access_token=hush Authorization: Bearer hushhushhushhushhush")));

            assertThat(lines).doesNotContain("hush").contains("postgresql://skein:***@db/skein is away");
        }
    }

    @Test
    void other_logging_and_uncaught_exceptions_have_the_format_of_the_log() throws IOException {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Logging.captureStrayOutput();
        try {
            for (Runnable work : new Runnable[] {
                () -> java.util.logging.Logger.getLogger("a.library")
                        .log(java.util.logging.Level.WARNING, "away", new IllegalStateException("away")),
                () -> System.getLogger("another.library").log(System.Logger.Level.WARNING, "away"),
                () -> runInThread(() -> {
                    throw new IllegalStateException("away");
                })
            }) {
                List<String> lines = captureLog(Config.Log.Format.JSON, Level.INFO, work)
                        .lines()
                        .filter(line -> line.contains("away"))
                        .toList();
                assertThat(lines).hasSize(1);
                assertThat(new ObjectMapper()
                                .readTree(lines.get(0))
                                .path("level")
                                .asText())
                        .matches("WARN|ERROR");
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    private static void runInThread(Runnable work) {
        Thread thread = new Thread(work, "worker");
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void user_supplied_text_cannot_forge_a_line() throws IOException {
        String forged = "bob\r\n12:00:00.000 WARN  Forged  a line\u2028another\u0085one\u001b[2J\u202edesrever\u0000";
        Runnable work = () -> LOG.warn("{} is away", forged, new IllegalStateException(forged));

        String plain = captureLog(Config.Log.Format.PLAIN, Level.INFO, work);
        assertThat(plain.lines().filter(line -> !line.startsWith("    "))).hasSize(1);
        assertThat(plain)
                .contains("bob\\u000d\\u000a12:00:00.000 WARN  Forged  a line\\u2028another\\u0085one\\u001b[2J");
        assertThat(plain.lines()).noneMatch(line -> line.matches(".*[\\p{Cntrl}\\p{Cf}\u2028].*"));
        JsonNode json = new ObjectMapper().readTree(captureLog(Config.Log.Format.JSON, Level.INFO, work));
        assertThat(json.path("message").asText()).isEqualTo(forged + " is away");
        assertThat(captureLog(Config.Log.Format.JSON, Level.INFO, work).split("[\n\r\u001b]", -1))
                .as("a single line")
                .hasSize(2);
    }

    @Test
    void the_level_applies_and_libraries_are_quiet() {
        String lines = captureLog(Config.Log.Format.PLAIN, Level.DEBUG, () -> {
            LOG.debug("ours");
            LoggerFactory.getLogger("org.apache.kafka.clients.Something").info("theirs");
        });

        assertThat(lines).contains("ours").doesNotContain("theirs");
        assertThat(captureLog(Config.Log.Format.PLAIN, Level.WARN, () -> LOG.info("ours")))
                .isEmpty();
    }

    private static String captureLog(Config.Log.Format format, Level level, Runnable work) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        System.setErr(new PrintStream(lines, true, StandardCharsets.UTF_8));
        Logging.configure(new Config.Log(format, level, level));
        work.run();
        Logging.stop();
        return lines.toString(StandardCharsets.UTF_8);
    }

    private static void withTrace(Trace trace, Runnable work) {
        Trace.register();
        Vertx vertx = Vertx.vertx();
        CountDownLatch done = new CountDownLatch(1);
        ((VertxInternal) vertx).createEventLoopContext().runOnContext(started -> {
            trace.makeCurrent();
            work.run();
            done.countDown();
        });
        try {
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        assertThat(vertx.close()).isNotNull();
    }
}
