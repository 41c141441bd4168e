package social.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import social.skein.support.Person;
import social.skein.support.TestDeployment;
import social.skein.support.TestStores;

/** Tests the report and deletion commands beside a server on the same stores. */
class ReportAndDeletionCommandsTest {
    @TempDir
    static Path folder;

    private static TestDeployment deployment;
    private static String config;

    @BeforeAll
    static void open() throws IOException {
        deployment = TestDeployment.withInstances(1);
        TestStores.IsolatedStores stores = deployment.stores();
        config = Files.writeString(
                        folder.resolve("skein.yaml"),
                        "postgres.uri: " + stores.postgresUri() + "\nredis.uri: " + stores.redisUri()
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
    private record CommandOutcome(int code, String out, String err) {
        JsonObject json() {
            assertThat(code).as(err).isZero();
            return new JsonObject(out);
        }
    }

    @Test
    void reports_are_listed_shown_resolved_and_reopened() {
        Person alice = deployment.signUp("alice");
        Person mallory = deployment.signUp("mallory");
        String post = mallory.posts("Buy now").getString("id");
        String id = alice.post(
                        "/api/v1/reports",
                        Map.of(
                                "account_id",
                                mallory.id(),
                                "status_ids[]",
                                post,
                                "category",
                                "spam",
                                "comment",
                                "Spam\u001b[2J, again\nand again"))
                .getString("id");

        assertThat(run("report", "list").out())
                .contains(id)
                .contains("open  spam  @mallory by @alice  1 post  \"Spam [2J, again and again\"");
        assertThat(run("report", "show", id, "--json").json().getJsonArray("status_ids"))
                .containsExactly(post);
        assertThat(run("report", "show", id).out()).contains("About     @mallory", "Resolved  not yet");

        assertThat(run("report", "resolve", id, "--json").json()).isEqualTo(outcome(id, false, true));
        assertThat(run("report", "resolve", id).out()).contains("Report " + id + " is resolved already.");
        assertThat(run("report", "list").out()).doesNotContain(id);
        assertThat(run("report", "list", "--open", "--json").out()).isEqualToIgnoringNewLines("[]");
        assertThat(new JsonArray(run("report", "list", "--all", "--json").out())
                        .getJsonObject(0)
                        .getBoolean("open"))
                .isFalse();
        assertThat(run("report", "reopen", id, "--json").json()).isEqualTo(outcome(id, true, true));
        assertThat(run("report", "list").out()).contains(id);
    }

    @Test
    void an_unknown_report_fails_with_one_sentence() {
        CommandOutcome unknown = run("report", "resolve", "1");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).isEqualToIgnoringNewLines("skein: There is no report 1.");
        assertThat(run("report", "show", "rubbish").code()).isEqualTo(2);
        assertThat(run("report", "list", "--open", "--all").code()).isEqualTo(2);
    }

    @Test
    void an_account_is_deleted_after_a_dry_run_and_shown_as_deleted() {
        Person bob = deployment.signUp("bob");
        bob.posts("One");
        bob.posts("Two");

        JsonObject dryRun =
                run("account", "delete", "bob", "--dry-run", "--json").json();
        assertThat(dryRun.getBoolean("changed")).isTrue();
        assertThat(dryRun.getBoolean("dry_run")).isTrue();
        assertThat(dryRun.getJsonObject("remaining").getLong("posts")).isEqualTo(2);
        assertThat(bob.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .isEqualTo(200);

        assertThat(run("account", "delete", "@Bob").out()).contains("@bob: deleted;");
        assertThat(run("account", "delete", "bob", "--json").json().getBoolean("changed"))
                .isFalse();
        TestDeployment.eventually(
                "the token is refused",
                () -> bob.send("GET", "/api/v1/timelines/home", Map.of()).statusCode() == 401);
        TestDeployment.eventually(
                "the deletion is finished",
                () -> run("account", "show", "bob", "--json").json().getString("finished_at") != null);
        assertThat(run("account", "deletions", "--all").out()).contains("@bob").contains("finished");
        assertThat(run("account", "deletions", "--json").out()).isEqualToIgnoringNewLines("[]");
        CommandOutcome suspended = run("account", "suspend", "bob");
        assertThat(suspended.code()).isEqualTo(1);
        assertThat(suspended.err()).contains("There is no account named bob.");
        assertThat(run("account", "delete", "nobody").code()).isEqualTo(1);
    }

    private static JsonObject outcome(String id, boolean open, boolean changed) {
        return new JsonObject().put("id", id).put("open", open).put("changed", changed);
    }

    private static CommandOutcome run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = config;
        int code = CommandLines.commands()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
        return new CommandOutcome(code, out.toString(), err.toString());
    }
}
