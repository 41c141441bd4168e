package social.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import social.skein.support.Person;
import social.skein.support.RegisteredApp;
import social.skein.support.TestDeployment;
import social.skein.support.TestStores;

/** Tests the account commands beside a server on the same stores. */
class AccountCommandsTest {
    @TempDir
    static Path folder;

    private static TestDeployment deployment;
    private static int port;
    private static String config;

    @BeforeAll
    static void open() throws IOException {
        deployment = TestDeployment.unstarted();
        port = deployment
                .start(Map.of("SKEIN_REGISTRATION", "approval"))
                .config()
                .http()
                .port();
        TestStores.IsolatedStores stores = deployment.stores();
        config = Files.writeString(
                        folder.resolve("skein.yaml"),
                        "registration: approval\npostgres.uri: " + stores.postgresUri() + "\nredis.uri: "
                                + stores.redisUri()
                                + "\nkafka.bootstrap: " + stores.kafkaBootstrap() + "\nkafka.topic-prefix: "
                                + stores.topicPrefix()
                                + "\ndata.dir: " + folder + "\n")
                .toString();
    }

    @AfterAll
    static void close() {
        deployment.close();
    }

    /** The output and exit code of a command. */
    private record CommandResult(int code, String out, String err) {
        JsonObject json() {
            assertThat(code).as(err).isZero();
            return new JsonObject(out);
        }
    }

    @Test
    void a_pending_sign_up_is_listed_with_its_reason_and_approved() {
        RegisteredApp app = new RegisteredApp(port, "Birdwatcher", "read write");
        String token = new JsonObject(app.signUp("anna", Map.of("reason", "Birds\u001b[2J, and more\nbirds"))
                        .body())
                .getString("access_token");

        assertThat(run("account", "list", "--pending").out())
                .contains("pending  @anna  anna@example.org  \"Birds [2J, and more birds\"");
        assertThat(run("account", "approve", "anna", "--dry-run").out()).contains("@anna: would be approved.");
        assertThat(run("account", "approve", "anna", "--json").json())
                .isEqualTo(outcome("anna", "active", true, false));
        assertThat(run("account", "approve", "@Anna").out()).contains("@anna: already approved.");
        assertThat(new JsonArray(run("account", "list", "--pending", "--json").out()).encode())
                .doesNotContain("anna");
        TestDeployment.eventually(
                "the token is accepted",
                () -> app.send("GET", "/api/v1/accounts/verify_credentials", token)
                                .statusCode()
                        == 200);
    }

    @Test
    void a_rejected_sign_up_is_deleted_and_a_dry_run_changes_nothing() {
        RegisteredApp app = new RegisteredApp(port, "Birdwatcher", "read write");
        assertThat(app.signUp("boris", Map.of("reason", "Sales")).statusCode()).isEqualTo(200);

        assertThat(run("account", "reject", "boris", "--dry-run", "--json").json())
                .isEqualTo(outcome("boris", "pending", true, true));
        assertThat(run("account", "show", "boris").code()).isZero();
        assertThat(run("account", "reject", "boris").out()).contains("@boris: rejected.");

        CommandResult missing = run("account", "show", "boris");
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).isEqualTo("skein: There is no account named boris." + System.lineSeparator());
    }

    @Test
    void a_suspension_takes_effect_at_the_server() {
        Person mallory = deployment.signUp("mallory");
        assertThat(run("account", "suspend", "mallory", "--dry-run").out()).contains("would be suspended");
        assertThat(mallory.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .isEqualTo(200);

        assertThat(run("account", "suspend", "mallory", "--json").json())
                .isEqualTo(outcome("mallory", "suspended", true, false));

        TestDeployment.eventually(
                "the token is refused",
                () -> mallory.send("GET", "/api/v1/timelines/home", Map.of()).statusCode() == 403);
        assertThat(run("account", "list", "--suspended").out()).contains("suspended  @mallory");
        assertThat(run("account", "reject", "mallory").out()).contains("use suspend instead");
        assertThat(run("account", "unsuspend", "mallory").out()).contains("@mallory: unsuspended.");
        assertThat(run("account", "unsuspend", "mallory").out()).contains("@mallory: not suspended.");
    }

    @Test
    void an_account_is_shown_with_its_counters_and_its_timeline() {
        Person carol = deployment.signUp("carol");
        carol.posts("One bird");
        JsonObject before = run("account", "show", "carol", "--json").json();
        assertThat(before.getJsonObject("timeline").getString("state")).isEqualTo("none");
        carol.home();
        TestDeployment.eventually(
                "the timeline is live",
                () -> run("account", "show", "carol", "--json")
                        .json()
                        .getJsonObject("timeline")
                        .getString("state")
                        .equals("live"));

        JsonObject shown = run("account", "show", "carol", "--json").json();

        assertThat(shown.getJsonObject("account").getString("state")).isEqualTo("active");
        assertThat(shown.getInteger("statuses")).isEqualTo(1);
        assertThat(shown.getInteger("tokens")).isEqualTo(1);
        assertThat(shown.getInteger("sessions")).isZero();
        assertThat(shown.getJsonObject("timeline").getInteger("entries")).isPositive();
        assertThat(run("account", "show", "carol").out())
                .contains("@carol        active", "1 posts, 0 followers", "home timeline live,");
    }

    @Test
    void an_account_created_by_the_operator_needs_no_approval() {
        JsonObject created = run("account", "create", "admin", "--email", "admin@example.org", "--json")
                .json();

        assertThat(Person.signIn("admin", created.getString("password"), port).name())
                .isEqualTo("admin");
        assertThat(run("account", "confirm", "admin").out()).contains("@admin: already confirmed.");
        assertThat(run("account", "create", "admin").err()).contains("Username has already been taken");
        assertThat(run("account", "list", "--pending", "--suspended").code()).isEqualTo(2);
        assertThat(run("account", "suspend").code()).isEqualTo(2);
        assertThat(run("account", "suspend", "nobody").code()).isEqualTo(1);
    }

    private static JsonObject outcome(String name, String state, boolean changed, boolean dryRun) {
        return new JsonObject()
                .put("username", name)
                .put("state", state)
                .put("changed", changed)
                .put("dry_run", dryRun);
    }

    private static CommandResult run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = config;
        int code = CommandLines.commands()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
        return new CommandResult(code, out.toString(), err.toString());
    }
}
