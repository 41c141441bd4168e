package social.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void config_print_shows_the_settings_of_the_file_and_hides_passwords() throws IOException {
        int code = run("config", "print", "--config", file("redis:\n  uri: redis://:hush@cache:6379\n"));

        assertThat(code).isZero();
        assertThat(out.toString()).contains("uri: redis://:***@cache:6379").doesNotContain("hush");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void an_invalid_setting_fails_with_one_sentence() throws IOException {
        int code = run("--config", file("http.prot: 80"), "config", "print");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("skein: ")
                .endsWith("sets \"http.prot\", which is not a setting. Did you mean \"http.port\"?"
                        + System.lineSeparator())
                .hasLineCount(1);
    }

    @Test
    void verbose_prints_the_stack_trace() throws IOException {
        run("config", "print", "--verbose", "--config", file("http.port: x"));

        assertThat(err.toString()).contains("InvalidSettingException");
    }

    @Test
    void an_unknown_command_or_option_is_a_usage_error_with_a_suggestion() {
        assertThat(run("doktor")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean").contains("doctor").hasLineCount(1);

        assertThat(run("doctor", "--jsno")).isEqualTo(2);
        assertThat(err.toString()).contains("--jsno").contains("See skein doctor --help.");

        assertThat(run("config")).isEqualTo(2);
    }

    @Test
    void options_without_a_command_are_those_of_serve() throws IOException {
        assertThat(CommandLines.run("--roles", "singing", "--config", file(""))).isEqualTo(1);
        assertThat(CommandLines.run("--version")).isZero();
    }

    @Test
    void the_doctor_finds_a_port_that_is_taken() throws IOException {
        try (java.net.ServerSocket taken = new java.net.ServerSocket(0)) {
            int code = run(
                    "doctor",
                    "--config",
                    file("http.port: " + taken.getLocalPort() + "\ndata.dir: " + folder
                            + "\nops.port: 0\ncluster.port: 0\n"));

            assertThat(code).isEqualTo(1);
            assertThat(out.toString())
                    .contains("fail  http.port " + taken.getLocalPort() + " is taken by another program")
                    .contains("ok    Java ");
        }
    }

    @Test
    void the_doctor_passes_if_every_requirement_is_met() throws IOException {
        int code = run(
                "doctor",
                "--json",
                "--config",
                file("http.port: 0\nops.port: 0\ncluster.port: 0\ndata.dir: " + folder.resolve("data")));

        assertThat(code).as(out.toString()).isZero();
        assertThat(out.toString()).startsWith("[{\"verdict\":\"ok\"");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_failure_without_a_message_is_reported_by_its_cause() {
        Exception cause = new IllegalStateException("The disk is full");

        assertThat(CliErrorHandler.message(new RuntimeException(cause))).isEqualTo("The disk is full.");
        assertThat(CliErrorHandler.message(new RuntimeException("Cannot start", cause)))
                .isEqualTo("Cannot start.");
        assertThat(CliErrorHandler.message(new NullPointerException(null))).contains("NullPointerException");
    }

    private int run(String... arguments) {
        CommandLine commands = CommandLines.commands();
        err.getBuffer().setLength(0);
        return commands.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private String file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("skein.yaml"), yaml).toString();
    }
}
