package social.skein.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
        CommandResult rejected = run("account", "reject", "mallory");
        assertThat(rejected.out()).contains("use suspend instead");
        assertThat(rejected.code()).isEqualTo(1);
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
                .contains(
                        "@carol        active",
                        "1 post, 0 followers",
                        "1 app token, 0 browser sessions",
                        "home timeline live,");
    }

    @Test
    void an_account_created_by_the_operator_needs_no_approval() {
        JsonObject created = run("account", "create", "admin", "--email", "admin@example.org", "--json")
                .json();

        assertThat(Person.signIn("admin", created.getString("password"), port).name())
                .isEqualTo("admin");
        assertThat(run("account", "confirm", "admin").out()).contains("@admin: already confirmed.");
        assertThat(run("account", "create", "admin").err())
                .isEqualToIgnoringNewLines("skein: There is an @admin already.");
        assertThat(run("account", "create", "other", "--email", "admin@example.org")
                        .err())
                .isEqualToIgnoringNewLines("skein: Another account has the e-mail address admin@example.org already.");
        assertThat(run("account", "create", "o'brien").err())
                .isEqualToIgnoringNewLines("skein: Username must contain only letters, numbers and underscores.");
        assertThat(run("account", "list", "--pending", "--suspended").code()).isEqualTo(2);
        assertThat(run("account", "suspend").code()).isEqualTo(2);
        assertThat(run("account", "suspend", "nobody").code()).isEqualTo(1);
    }

    @Test
    void several_accounts_are_suspended_at_once_and_an_unknown_name_does_not_hinder_the_others() {
        List.of("spam1", "spam2", "spam3", "spam4").forEach(deployment::signUp);

        CommandResult suspended = run("account", "suspend", "spam1", "@spam2", "nobody", "spam3", "spam1");

        assertThat(suspended.out().lines())
                .containsExactly("@spam1: suspended.", "@spam2: suspended.", "@spam3: suspended.");
        assertThat(suspended.err()).isEqualToIgnoringNewLines("skein: There is no account named nobody.");
        assertThat(suspended.code()).isEqualTo(1);

        CommandResult lifted = withStandardInput(
                "spam1\n\n  @spam2 spam3\r\nspam4\n", () -> run("account", "unsuspend", "-", "--json"));
        assertThat(lifted.code()).as(lifted.err()).isZero();
        assertThat(new JsonArray(lifted.out()).stream().map(JsonObject.class::cast))
                .extracting(account -> account.getString("username") + " " + account.getBoolean("changed"))
                .containsExactly("spam1 true", "spam2 true", "spam3 true", "spam4 false");

        CommandResult none = withStandardInput("\n", () -> run("account", "suspend", "-"));
        assertThat(none.code()).isZero();
        assertThat(none.err()).contains("no names on standard input");
    }

    @Test
    void accounts_are_listed_by_time_and_mail_domain() {
        deployment.signUp("early");
        deployment.sql("update account set created_at = '2026-01-02T12:00:00Z' where username = 'early'");
        createAccount("wave1", "a@mail.spam.example");
        createAccount("wave2", "b@SPAM.example");
        createAccount("wave3", "c@notspam.example");

        assertThat(names("--since", "1h", "--email-domain", "spam.example")).containsExactly("wave1", "wave2");
        assertThat(names("--email-domain", "@mail.spam.example")).containsExactly("wave1");
        assertThat(names("--until", "2026-01-03")).containsExactly("early");
        assertThat(names("--since", "2026-01-02T12:00:00Z", "--until", "2026-01-02T12:00:01Z"))
                .containsExactly("early");
        assertThat(names("--since", "2026-01-02T12:00:01Z", "--until", "2026-01-03"))
                .isEmpty();
        assertThat(run("account", "list", "--since", "yesterday").code()).isEqualTo(2);
        assertThat(run("account", "list", "--since", "yesterday").err())
                .contains("'yesterday' should be an age such as 90m, 36h or 7d");
        assertThat(run("account", "list", "--limit", "x").err()).contains("'x' should be a number");
        assertThat(run("account", "list", "--after", "abc").err()).contains("'abc' should be a number");
        assertThat(run("account", "list", "--limit", "0").err()).contains("--limit is 0; it should be 1 or more");
    }

    @Test
    void a_lost_password_is_reset_and_the_access_is_revoked_on_request() {
        Person dora = deployment.signUp("dora");

        assertThat(run("account", "password", "@dora", "--password", "another horse")
                        .out())
                .isEqualToIgnoringNewLines("@dora: password changed.");
        assertThat(Person.signIn("dora", "another horse", port).name()).isEqualTo("dora");
        assertThat(dora.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .isEqualTo(200);

        JsonObject reset = run("account", "password", "dora", "--revoke-apps", "--revoke-sessions", "--json")
                .json();
        assertThat(reset.getBoolean("apps_revoked")).isTrue();
        assertThat(Person.signIn("dora", reset.getString("password"), port).name())
                .isEqualTo("dora");
        TestDeployment.eventually(
                "the token is refused",
                () -> dora.send("GET", "/api/v1/timelines/home", Map.of()).statusCode() == 401);
        assertThat(run("account", "password", "dora", "--password", "short").err())
                .isEqualToIgnoringNewLines("skein: Password is too short (minimum is 8 characters).");
        assertThat(run("account", "password", "nobody").code()).isEqualTo(1);
    }

    @Test
    void a_text_that_the_locale_cannot_represent_is_refused_before_anything_is_created() {
        String unreadable = "P\uFFFD\uFFFDssword";

        CommandResult created = run("account", "create", "pwc1", "--password", unreadable);

        assertThat(created.code()).isEqualTo(1);
        assertThat(created.err()).contains("this locale cannot represent", "LC_ALL=C.UTF-8");
        assertThat(run("account", "show", "pwc1").code()).isEqualTo(1);
        deployment.signUp("pwc2");
        assertThat(run("account", "password", "pwc2", "--password", unreadable).code())
                .isEqualTo(1);
        assertThat(run("account", "create", "pwc3", "--email", "\uFFFD@example.org")
                        .code())
                .isEqualTo(1);
    }

    @Test
    void the_audit_log_of_a_command_goes_to_the_deployment() throws IOException {
        Files.createDirectories(folder.resolve("logs"));
        deployment.signUp("erin");

        CommandResult suspended = run("account", "suspend", "erin");

        assertThat(suspended.err()).isEmpty();
        assertThat(Files.readString(folder.resolve("logs").resolve("audit.log")))
                .contains("\"event\":\"account-suspended\"", "\"actor\":\"operator ");
    }

    @Test
    void a_command_without_a_domain_uses_that_of_the_running_process() throws IOException {
        Path dataFolder = deployment.instance(0).config().dataDir();
        Path sameFolder = Files.writeString(
                folder.resolve("same-folder.yaml"),
                Files.readString(Path.of(config)).replaceAll("data.dir: .*", "data.dir: " + dataFolder));

        assertThat(runWith(sameFolder.toString(), "account", "create", "zoe").out())
                .contains("@zoe@skein.test");
        assertThat(run("account", "create", "yves").out()).contains("@yves@localhost:8080");
    }

    @Test
    void all_names_are_listed_and_a_full_page_of_accounts_says_that_there_may_be_more() {
        deployment.sql(
                "insert into account (id, username) select next_id(1), 'crowd' || number from generate_series(1, 120) number");
        deployment.sql("insert into credential (account_id, email, password_hash, reason, locale)"
                + " select id, username || '@crowd.example', '!', '', 'en' from account where username like 'crowd%'");

        assertThat(names("--email-domain", "crowd.example")).hasSize(120).doesNotHaveDuplicates();
        assertThat(names("--email-domain", "crowd.example", "--limit", "7")).hasSize(7);
        CommandResult page = run("account", "list", "--email-domain", "crowd.example");
        assertThat(page.out().lines()).hasSize(100);
        assertThat(page.err()).contains("100 entries are shown, and there may be more");
        assertThat(run("account", "list", "--email-domain", "none.example").err())
                .isEmpty();
        String json = run("account", "list", "--email-domain", "crowd.example", "--names", "--json")
                .out();
        assertThat(new JsonArray(json)).hasSize(100);
        deployment.sql("delete from credential where email like '%crowd.example'");
        deployment.sql("delete from account where username like 'crowd%'");
    }

    @Test
    void a_missing_dead_letter_fails() {
        CommandResult replayed = run("dead-letters", "replay", "5");

        assertThat(replayed.code()).isEqualTo(1);
        assertThat(replayed.err()).isEqualToIgnoringNewLines("skein: There is no dead letter 5.");
        assertThat(run("dead-letters", "replay").out()).isEqualToIgnoringNewLines("Replayed 0 facts.");
    }

    private static void createAccount(String name, String address) {
        assertThat(run("account", "create", name, "--email", address).code()).isZero();
    }

    private static List<String> names(String... filter) {
        List<String> arguments = new ArrayList<>(List.of("account", "list", "--names"));
        arguments.addAll(List.of(filter));
        return run(arguments.toArray(String[]::new)).out().lines().toList();
    }

    private static CommandResult withStandardInput(String text, Supplier<CommandResult> command) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        try {
            return command.get();
        } finally {
            System.setIn(before);
        }
    }

    private static JsonObject outcome(String name, String state, boolean changed, boolean dryRun) {
        return new JsonObject()
                .put("username", name)
                .put("state", state)
                .put("changed", changed)
                .put("dry_run", dryRun);
    }

    private static CommandResult run(String... arguments) {
        return runWith(config, arguments);
    }

    private static CommandResult runWith(String configFile, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = configFile;
        int code = CommandLines.commands()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
        return new CommandResult(code, out.toString(), err.toString());
    }
}
