package social.skein.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.app.Blocking;
import social.skein.events.Fact;
import social.skein.events.FactCodec;
import social.skein.model.AccountId;
import social.skein.support.Jdbc;
import social.skein.support.Person;
import social.skein.support.StreamClient;
import social.skein.support.TestBrowser;
import social.skein.support.TestDeployment;

/**
 * Tests account deletion. One instance serves requests; another runs the background jobs and is stopped and restarted.
 */
class AccountDeletionTest {
    /** Columns that may still name a deleted account, and why. */
    private static final Map<String, String> RETAINED_COLUMNS = Map.of(
            "account_deletion.account_id", "records the deletion",
            "status.in_reply_to_account_id", "part of another account's reply; the id no longer resolves",
            "status.reblog_of_account_id", "deleted with the boosted status, as after each delete",
            "status.mentions", "part of another account's status",
            "status_search.mentions", "search index of the same",
            "conversation.participant_ids", "part of another account's direct messages",
            "outbox.actor_id", "facts in flight",
            "dead_letter.actor_id", "facts for an operator to inspect");

    private static final Map<String, String> WORKER = Map.of("SKEIN_ROLES", "jobs");

    private static TestDeployment deployment;

    @BeforeAll
    static void open() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of("SKEIN_ROLES", "api,stream,relay,fanout,notify,media"));
        deployment.start(WORKER);
    }

    @AfterAll
    static void close() {
        deployment.close();
    }

    @Test
    void each_column_that_names_an_account_has_an_erasure_step() {
        Set<String> named = new TreeSet<>(sql("""
                select c.table_name || '.' || c.column_name
                  from information_schema.columns c
                  join information_schema.tables t using (table_schema, table_name)
                 where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
                   and (c.column_name like '%account_id%' or c.column_name in ('target_id', 'actor_id', 'mentions',
                                           'participant_ids'))
                """));
        Set<String> erased = new TreeSet<>();
        deletions().eraser().steps().forEach(step -> erased.addAll(step.columns()));

        assertThat(named).as("retained").containsAll(RETAINED_COLUMNS.keySet());
        assertThat(named).as("erased").containsAll(erased);
        named.removeAll(erased);
        named.removeAll(RETAINED_COLUMNS.keySet());
        assertThat(named)
                .as("These columns name accounts, but no erasure step covers them: add one to the ...Erasure class"
                        + " of the package that owns the table")
                .isEmpty();
    }

    @Test
    void all_data_of_a_deleted_account_is_erased_despite_a_worker_crash() throws Exception {
        Person alice = deployment.signUp("alice");
        Person bob = deployment.signUp("bob");
        Person carol = deployment.signUp("carol");
        JsonObject bobs = bob.posts("Hello");
        JsonObject alices = createContent(alice, bob, carol, bobs);
        deployment.settle();
        createManyRows(alice);
        StreamClient stream = StreamClient.connectWebSocket(alice, "user");
        deployment.stop(1);

        assertThat(await(deletions().deleter().delete(id(alice)))).isTrue();
        assertThat(await(deletions().deleter().delete(id(alice)))).isFalse();

        assertThat(alice.send("GET", "/api/v1/timelines/home", Map.of()).statusCode())
                .isEqualTo(401);
        assertThat(stream.nextPayload(StreamClient.CLOSED)).startsWith("1008 ");
        assertThat(status(bob, "/api/v1/accounts/" + alice.id())).isEqualTo(404);
        assertThat(status(bob, "/api/v1/statuses/" + alices.getString("id"))).isEqualTo(404);
        assertThat(new TestBrowser(alice.port())
                        .signIn("alice", "correct horse alice")
                        .status())
                .isNotEqualTo(302);
        crashDuringErasure(alice);
        deployment.start(WORKER);
        assertGone(alice);

        assertNoTraces(alice, bob, carol, bobs);
        deployment.publishRaw("accounts", alice.id(), FactCodec.encode(new Fact.AccountDeleted(id(alice))));
        deployment.settle();
        assertNoTraces(alice, bob, carol, bobs);
        assertThat(deployment.deadLetters()).isEmpty();
    }

    /** Creates rows of every kind for alice. */
    private static JsonObject createContent(Person alice, Person bob, Person carol, JsonObject bobs) {
        JsonObject alices = alice.posts("@bob look #cats");
        alice.replies(bobs, "Hello yourself");
        alice.boosts(bobs);
        alice.likes(bobs);
        act(alice, bobs, "bookmark");
        act(alice, bobs, "mute");
        act(alice, alices, "pin");
        alice.posts(Map.of("status", "@bob between us", "visibility", "direct"));
        bob.posts(Map.of("status", "@alice yes", "visibility", "direct"));
        alice.follows(bob);
        alice.follows(carol);
        bob.follows(alice);
        carol.likes(alices);
        carol.boosts(alices);
        act(carol, alices, "bookmark");
        carol.replies(alices, "nice");
        alice.post("/api/v1/accounts/" + carol.id() + "/mute", Map.of());
        carol.post("/api/v1/accounts/" + alice.id() + "/mute", Map.of());
        bob.post("/api/v1/accounts/" + alice.id() + "/note", Map.of("comment", "a friend"));
        alice.post("/api/v1/accounts/" + bob.id() + "/note", Map.of("comment", "a friend"));
        bob.post("/api/v1/reports", Map.of("account_id", alice.id(), "comment", "too friendly"));
        alice.post("/api/v1/reports", Map.of("account_id", carol.id(), "comment", "so nice"));
        return alices;
    }

    /** Creates more rows than one batch deletes. */
    private static void createManyRows(Person alice) {
        sql("insert into status (id, account_id, visibility, content) select next_id(shard_of(" + alice.id() + ")), "
                + alice.id() + ", 'public', 'again' from generate_series(1, 250)");
    }

    /** Stops the worker in the middle of a transaction, while it waits for a row that another connection locks. */
    private static void crashDuringErasure(Person alice) throws SQLException {
        try (Connection other = Jdbc.connect(deployment.stores().postgres());
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(
                    "select from status where account_id = " + alice.id() + " order by id desc limit 1 for update");
            deployment.start(WORKER);
            TestDeployment.eventually(
                    "some posts are deleted",
                    () -> number("select count(*) from status where account_id = " + alice.id()) < 100);
            deployment.stop(1);
        }
        assertThat(await(deletions().deletions().find(id(alice))).orElseThrow().finishedAt())
                .isEmpty();
        assertThat(await(deletions().eraser().remaining(id(alice))).get("posts"))
                .isPositive();
    }

    private static void assertGone(Person person) {
        TestDeployment.eventually(
                person.name() + " is erased",
                () -> await(deletions().deletions().find(id(person)))
                        .flatMap(AccountDeletion::finishedAt)
                        .isPresent());
        deployment.settle();
    }

    private static void assertNoTraces(Person alice, Person bob, Person carol, JsonObject bobs) {
        for (String column : columns()) {
            String table = column.substring(0, column.indexOf('.'));
            assertThat(number("select count(*) from " + table + " where " + column + " = " + alice.id()))
                    .as(column)
                    .isEqualTo(column.equals("report.target_id") ? 1 : 0);
        }
        assertThat(sql("select comment = '' and resolved_at is not null from report where target_id = " + alice.id()))
                .containsExactly("t");
        assertThat(sql("select comment from report where target_id = " + carol.id() + " and account_id = 0"))
                .containsExactly("so nice");
        JsonObject post = bob.get("/api/v1/statuses/" + bobs.getString("id"));
        assertThat(List.of(
                        post.getLong("favourites_count"), post.getLong("reblogs_count"), post.getLong("replies_count")))
                .containsOnly(0L);
        JsonObject bobNow = bob.get("/api/v1/accounts/" + bob.id());
        assertThat(bobNow.getLong("followers_count")).isZero();
        assertThat(bobNow.getLong("following_count")).isZero();
        assertThat(bobNow.getLong("statuses_count")).isEqualTo(1);
        assertThat(carol.get("/api/v1/accounts/" + carol.id()).getLong("followers_count"))
                .isZero();
        assertThat(carol.get("/api/v1/accounts/" + carol.id()).getLong("statuses_count"))
                .isEqualTo(1);
        assertThat(carol.ids("/api/v1/bookmarks")).isEmpty();
        assertThat(bob.list("/api/v1/notifications")).isEmpty();
        assertThat(bob.home()).containsExactly(bobs.getString("id"));
        assertThat(sql("select username from account where id = " + alice.id() + " and note = ''"))
                .containsExactly("alice");
    }

    private static Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        deletions().eraser().steps().forEach(step -> columns.addAll(step.columns()));
        return columns;
    }

    @Test
    void a_stray_deletion_fact_erases_nothing() {
        Person dora = deployment.signUp("dora");
        JsonObject post = dora.posts("I am still here");
        deployment.publishRaw("accounts", dora.id(), FactCodec.encode(new Fact.AccountDeleted(id(dora))));
        deployment.settle();
        assertThat(status(dora, "/api/v1/statuses/" + post.getString("id"))).isEqualTo(200);
    }

    @Test
    void deleting_an_account_requires_the_password() {
        Person erin = deployment.signUp("erin");
        TestBrowser browser = new TestBrowser(erin.port());
        assertThat(browser.open("/auth/delete").location()).startsWith("/auth/sign_in");
        assertThat(browser.post("/auth/delete", Map.of("password", "correct horse erin"))
                        .status())
                .isEqualTo(403);
        assertThat(browser.signIn("erin", "correct horse erin").location()).isEqualTo("/settings");
        assertThat(browser.open("/settings").body()).contains("/settings/exports", "/auth/delete");
        assertThat(browser.open("/settings/exports").body()).contains("/settings/exports/posts.json");

        TestBrowser.BrowserResponse page = browser.open("/auth/delete");
        assertThat(browser.post("/auth/delete", Map.of("password", "correct horse erin"))
                        .status())
                .isEqualTo(403);
        TestBrowser.BrowserResponse wrong = browser.submit(page, "/auth/delete", Map.of("password", "wrong horse"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("is incorrect");
        assertThat(status(erin, "/api/v1/accounts/verify_credentials")).isEqualTo(200);

        TestBrowser.BrowserResponse gone =
                browser.submit(page, "/auth/delete", Map.of("password", "correct horse erin"));
        assertThat(gone.status()).isEqualTo(200);
        assertThat(gone.body()).contains("Your account is deleted");
        assertThat(browser.open("/settings").location()).startsWith("/auth/sign_in");
        assertThat(status(erin, "/api/v1/accounts/verify_credentials")).isEqualTo(401);
        assertThat(await(deployment
                        .instance(0)
                        .feature(social.skein.signup.SignUpFeature.class)
                        .operatorSignUp()
                        .register(
                                new social.skein.signup.SignUpCredentials("Erin", "else@example.org", "another horse"))
                        .map("created")
                        .otherwise(failure -> String.valueOf(failure.getMessage()))))
                .contains("already been taken");
    }

    private static void act(Person person, JsonObject status, String action) {
        person.post("/api/v1/statuses/" + status.getString("id") + "/" + action, Map.of());
    }

    private static int status(Person person, String path) {
        return person.send("GET", path, Map.of()).statusCode();
    }

    private static DeletionFeature deletions() {
        return deployment.instance(0).feature(DeletionFeature.class);
    }

    private static AccountId id(Person person) {
        return AccountId.parse(person.id()).orElseThrow();
    }

    private static <T> T await(Future<T> future) {
        return Blocking.await(future, Duration.ofSeconds(20), "Waiting");
    }

    private static long number(String statement) {
        return Long.parseLong(sql(statement).get(0));
    }

    /** Returns the first column of the result. */
    private static List<String> sql(String statement) {
        return deployment.sql(statement);
    }
}
