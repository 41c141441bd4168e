package social.skein.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import social.skein.cli.CommandLines;
import social.skein.sql.PostgresUri;
import social.skein.support.AvailableStores;
import social.skein.support.FaultProxy;
import social.skein.support.Jdbc;
import social.skein.support.TestDeployment;
import social.skein.support.TestStores;

/** Tests that commands tell the truth about stores that are frozen, refuse the password, or do not exist. */
class DoctorStoresTest {
    @TempDir
    Path folder;

    private final TestStores.IsolatedStores stores = TestStores.isolated();

    private record CommandResult(int code, String out, String err) {}

    @Test
    void stores_that_work_answer_and_are_named() throws IOException {
        AvailableStores.assumeKafka();

        CommandResult result = doctor(stores.postgresUri(), stores.redisUri(), stores.kafkaBootstrap());

        assertThat(result.out().lines())
                .anyMatch(line -> line.matches("ok    postgres\\.uri postgresql://.* answers: PostgreSQL 1\\d.*"))
                .anyMatch(line -> line.matches("ok    redis\\.uri redis://.* answers: Redis, PONG"))
                .anyMatch(line -> line.matches("ok    kafka\\.bootstrap 127.* answers: Kafka, \\d+ topics"));
        assertThat(result.code()).as(result.out()).isZero();
    }

    @Test
    void frozen_stores_never_answer_and_never_hang() throws IOException {
        AvailableStores.assumeKafka();
        try (FaultProxy postgres = FaultProxy.to(stores.postgresUri());
                FaultProxy redis = FaultProxy.to(stores.redisUri());
                FaultProxy kafka = FaultProxy.to("kafka://" + stores.kafkaBootstrap())) {
            postgres.stall();
            redis.stall();
            kafka.stall();
            Instant started = Instant.now();

            CommandResult result =
                    doctor(postgres.uri(), redis.uri(), kafka.uri().replace("kafka://", ""));

            assertThat(result.out()).doesNotContain(" answers");
            assertThat(result.out().lines().filter(line -> line.startsWith("fail")))
                    .hasSize(3)
                    .allMatch(line -> line.contains("does not answer"));
            assertThat(result.code()).isEqualTo(1);
            assertThat(Duration.between(started, Instant.now())).isLessThan(Duration.ofSeconds(30));
        }
    }

    @Test
    void a_wrong_password_is_reported_with_the_reason() throws IOException {
        AvailableStores.assumeRedis();
        CommandResult result = doctor(
                stores.postgresUri().replaceFirst(":[^:@]+@", ":WRONG@"),
                stores.redisUri().replaceFirst(":[^:@]+@", ":WRONG@"),
                "none");

        assertThat(result.out())
                .contains("cannot be used: password authentication failed for user")
                .contains("WRONGPASS", "Check the user and the password in its address.")
                .doesNotContain(" answers", "WRONG@");
        assertThat(result.code()).isEqualTo(1);
    }

    @Test
    void stores_that_are_down_are_reported_in_plain_words() throws IOException {
        CommandResult result = doctor(
                "postgresql://skein:hush@127.0.0.1:1/skein",
                "redis://no-such-host.invalid:6379",
                "no-such-host.invalid:9092");

        assertThat(result.out())
                .contains("the connection to 127.0.0.1:1 was refused", "no host name can be resolved\n")
                .doesNotContain("Exception", " answers", "hush");
        assertThat(result.out().lines().filter(line -> line.startsWith("fail"))).hasSize(3);
    }

    @Test
    void the_processes_of_the_data_folder_are_asked() throws IOException {
        TestDeployment deployment = TestDeployment.unstarted();
        try (deployment) {
            int port = deployment
                    .start(Map.of("SKEIN_DATA_DIR", folder.toString()))
                    .config()
                    .http()
                    .port();

            String config = config(stores.postgresUri(), "none", "none") + "http.port: " + port + "\n";
            TestDeployment.eventually(
                    "the process says that it is ready",
                    () -> run(config, "doctor").out().contains("/readyz) says {\"status\":\"ready\""));
            assertThat(run(config, "doctor").out())
                    .contains("Process " + ProcessHandle.current().pid() + " (http.port " + port)
                    .contains("ok    http.port " + port + " is used by process");
        }
        CommandResult stopped = doctor(stores.postgresUri(), "none", "none");
        assertThat(stopped.out()).doesNotContain("Process ");
    }

    @Test
    void commands_end_with_a_clear_error_if_postgresql_is_frozen() throws IOException {
        try (FaultProxy postgres = FaultProxy.to(stores.postgresUri())) {
            postgres.stall();
            for (String[] command : List.of(
                    new String[] {"account", "show", "alice"},
                    new String[] {"doctor", "--data"},
                    new String[] {"migrate"},
                    new String[] {"seed"})) {
                Instant started = Instant.now();

                CommandResult result = run(config(postgres.uri(), "none", "none"), command);

                assertThat(result.err())
                        .as(String.join(" ", command))
                        .contains("does not answer")
                        .hasLineCount(1);
                assertThat(result.code()).isEqualTo(1);
                assertThat(Duration.between(started, Instant.now())).isLessThan(Duration.ofSeconds(20));
            }
        }
    }

    @Test
    void only_some_commands_create_a_data_folder() throws IOException {
        Path missing = folder.resolve("missing");
        String config = "data.dir: " + missing + "\n";
        for (String[] command : List.of(
                new String[] {"account", "list"},
                new String[] {"account", "create", "alice"},
                new String[] {"account", "suspend", "alice"},
                new String[] {"account", "password", "alice"},
                new String[] {"account", "delete", "alice"},
                new String[] {"account", "deletions"},
                new String[] {"report", "list"},
                new String[] {"report", "show", "1"},
                new String[] {"report", "resolve", "1"},
                new String[] {"timeline", "rebuild", "alice"},
                new String[] {"timeline", "forget", "--all"},
                new String[] {"dead-letters", "list"},
                new String[] {"dead-letters", "replay"},
                new String[] {"doctor", "--data"})) {
            CommandResult result = run(config, command);

            assertThat(result.err())
                    .as(String.join(" ", command))
                    .isEqualToIgnoringNewLines("skein: Nothing has run in " + missing
                            + " yet. Start Skein here first, or set data.dir (SKEIN_DATA_DIR) to its folder.");
            assertThat(result.code()).isEqualTo(1);
            assertThat(missing).doesNotExist();
        }
    }

    @Test
    void a_command_does_not_migrate_the_schema() throws IOException {
        String uri = emptyDatabase();

        CommandResult listed = run(config(uri, "none", "none"), "account", "list");

        assertThat(listed.code()).isEqualTo(1);
        assertThat(listed.err())
                .contains("has no schema", "java -jar skein.jar migrate")
                .hasLineCount(1);
        assertThat(tables(uri)).isEqualTo("0");
        assertThat(run(config(uri, "none", "none"), "migrate").code()).isZero();
        CommandResult after = run(config(uri, "none", "none"), "account", "list");
        assertThat(after.out()).isEqualToIgnoringNewLines("No accounts found.");
        assertThat(after.err()).isEmpty();
        drop(uri);
    }

    private String emptyDatabase() {
        String name = "empty_" + ProcessHandle.current().pid();
        Jdbc.query(stores.postgres(), "create database " + name);
        return stores.postgresUri().replaceFirst("/[^/?]+$", "/" + name);
    }

    private void drop(String uri) {
        Jdbc.query(stores.postgres(), "drop database " + uri.substring(uri.lastIndexOf('/') + 1) + " with (force)");
    }

    private static String tables(String uri) {
        return Jdbc.query(PostgresUri.parse(uri), "select count(*) from pg_tables where schemaname = 'public'")
                .get(0);
    }

    private CommandResult doctor(String postgres, String redis, String kafka) throws IOException {
        return run(config(postgres, redis, kafka), "doctor");
    }

    private String config(String postgres, String redis, String kafka) {
        return "postgres.uri: " + postgres + "\nredis.uri: " + redis + "\nkafka.bootstrap: " + kafka + "\ndata.dir: "
                + folder + "\nops.port: 0\ncluster.port: 0\n";
    }

    private CommandResult run(String settings, String... arguments) throws IOException {
        String hasPort = settings.contains("http.port") ? "" : "http.port: 0\n";
        Path config = Files.writeString(folder.resolve("skein.yaml"), settings + hasPort);
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", config.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CommandLines.commands()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new CommandResult(code, out.toString(), err.toString());
    }
}
