package social.skein.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.app.Blocking;
import social.skein.deletion.DeletionFeature;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.feature.FactConsumer;
import social.skein.model.AccountId;
import social.skein.support.DatabaseSnapshot;
import social.skein.support.FaultProxy;
import social.skein.support.Jdbc;
import social.skein.support.Person;
import social.skein.support.RegisteredApp;
import social.skein.support.TestBrowser;
import social.skein.support.TestDeployment;
import social.skein.support.TestStores;

/**
 * Breaks the database connection at each message of an operation, in either direction. Afterwards the operation's rows
 * must exist completely or not at all, and completely if the response was a success.
 */
class AtomicityTest {
    private static final String BUSY = """
            select count(*) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid() and state in ('active', 'idle in transaction')
            """;

    /**
     * The step between the messages tested; {@code -Dskein.chunk-stride=1} tests each, at one or two minutes per
     * message.
     */
    private static final int CHUNK_STRIDE = Integer.getInteger("skein.chunk-stride", 7);

    private static TestStores.IsolatedStores stores;
    private static FaultProxy proxy;
    private static TestDeployment deployment;
    private static Person alice;
    private static Person bob;
    private static RegisteredApp app;

    @BeforeAll
    static void start() {
        stores = TestStores.isolated();
        proxy = FaultProxy.to(stores.postgresUri());
        deployment = TestDeployment.onPostgres(proxy.uri());
        deployment.start(
                Map.of("SKEIN_ROLES", "api", "SKEIN_RATE_LIMITS_ENABLED", "false", "SKEIN_REGISTRATION", "open"));
        alice = deployment.signUp("alice");
        app = new RegisteredApp(alice.port(), "Birds", "read write");
        bob = deployment.signUp("bob");
    }

    @AfterAll
    static void stop() {
        deployment.close();
        proxy.close();
    }

    /** An operation, prepared while the connection works. */
    private interface TestOperation {
        int send();
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "edit", "delete", "follow", "block", "vote", "sign up", "leave"})
    void an_operation_is_atomic(String what) {
        prepare(what, 0).send();
        Set<String> whole = rowChange(prepare(what, 1), 0).rows();
        assertThat(whole).isNotEmpty();

        // The boundary between two transactions is only a message or two wide, so test each message.
        int stride = what.equals("sign up") ? 1 : CHUNK_STRIDE;
        int breaks = 0;
        for (int piece = 1; piece < 100; piece += stride) {
            RowChange change = rowChange(prepare(what, piece + 1), piece);
            if (!change.broken()) {
                break;
            }
            breaks++;
            String description = what + " broken at message " + piece + ", answered with " + change.status();
            if (change.status() == 200 || !change.rows().isEmpty()) {
                assertThat(change.rows()).as(description).isEqualTo(whole);
            }
        }
        assertThat(breaks).isGreaterThanOrEqualTo(20 / CHUNK_STRIDE);
    }

    /**
     * The deletion itself is atomic; the erasure works in batches. Whichever message breaks, the eraser completes when
     * the fact is redelivered; meanwhile the account stays invisible and uncounted.
     */
    @Test
    void an_erasure_completes_despite_broken_connections() {
        int breaks = 0;
        boolean broken = true;
        for (int piece = 1; broken; piece += 2 * CHUNK_STRIDE * CHUNK_STRIDE) {
            Person leaver = deployment.signUp("erased" + piece);
            String post = createContent(leaver);
            Fact deleted = new Fact.AccountDeleted(new AccountId(Long.parseLong(leaver.id())));
            assertThat(await(deletions().deleter().delete(deleted.actor()))).isTrue();
            await(handlerOf("notify").handle(deleted));

            proxy.breakAfterChunks(piece);
            Future<Void> work = deletions().eraser().handle(deleted);
            TestDeployment.eventually("the erasure completes or fails", work::isComplete);
            broken = proxy.stopBreaking();
            awaitIdleDatabase();
            String description = "broken at message " + piece + ": " + broken;
            assertThat(broken || work.succeeded()).as(description).isTrue();
            assertInvisible(leaver, post);
            await(deletions().eraser().handle(deleted));

            assertInvisible(leaver, post);
            assertThat(await(deletions().eraser().remaining(deleted.actor())).values())
                    .as(description)
                    .containsOnly(0L);
            assertThat(deployment.sql("select 1 from account_deletion where finished_at is not null and account_id = "
                            + leaver.id()))
                    .hasSize(1);
            breaks += broken ? 1 : 0;
        }
        assertThat(breaks).isPositive();
        assertThat(bob.get("/api/v1/accounts/" + bob.id()).getInteger("followers_count"))
                .isEqualTo(bob.ids("/api/v1/accounts/" + bob.id() + "/followers?limit=80")
                        .size());
    }

    /** Creates rows of the leaver in several tables. */
    private static String createContent(Person leaver) {
        leaver.follows(bob);
        bob.follows(leaver);
        String post = leaver.posts("soon gone #bird").getString("id");
        leaver.boosts(bob.posts("stays"));
        bob.post("/api/v1/statuses/" + post + "/favourite", Map.of());
        leaver.post("/api/v1/statuses/" + post + "/bookmark", Map.of());
        leaver.post("/api/v1/lists", Map.of("title", "birds"));
        return post;
    }

    private static void assertInvisible(Person leaver, String post) {
        assertThat(send(leaver, "GET", "/api/v1/timelines/home", Map.of())).isEqualTo(401);
        for (String path : List.of(
                "/api/v1/accounts/" + leaver.id(),
                "/api/v1/accounts/" + leaver.id() + "/statuses",
                "/api/v1/accounts/lookup?acct=" + leaver.name(),
                "/api/v1/statuses/" + post)) {
            assertThat(send(bob, "GET", path, Map.of())).as(path).isEqualTo(404);
        }
        assertThat(bob.ids("/api/v1/accounts/" + bob.id() + "/followers?limit=80"))
                .doesNotContain(leaver.id());
        assertThat(bob.ids("/api/v1/timelines/public")).doesNotContain(post);
    }

    private static DeletionFeature deletions() {
        return deployment.instance(0).feature(DeletionFeature.class);
    }

    private static FactHandler handlerOf(String role) {
        return deployment.instance(0).features().consumers().stream().map(FactConsumer::handler).toList().stream()
                .filter(handler -> handler.role().equals(role))
                .findFirst()
                .orElseThrow();
    }

    private static <T> T await(Future<T> future) {
        return Blocking.await(future, Duration.ofSeconds(30), "Working");
    }

    private record RowChange(Set<String> rows, int status, boolean broken) {}

    private static RowChange rowChange(TestOperation operation, int chunk) {
        bob.home();
        bob.home();
        awaitIdleDatabase();
        DatabaseSnapshot before = DatabaseSnapshot.take(stores.postgres());
        proxy.breakAfterChunks(chunk);
        int status = operation.send();
        boolean broken = proxy.stopBreaking() && chunk > 0;
        awaitIdleDatabase();
        DatabaseSnapshot after = DatabaseSnapshot.take(stores.postgres());
        Set<String> more = normalize(after, before);
        Set<String> less = normalize(before, after);
        less.removeAll(more);
        more.addAll(less.stream().map(gone -> "gone: " + gone).toList());
        return new RowChange(more, status, broken);
    }

    /** The new rows, without numbers, times and hashes, which differ each time. */
    private static Set<String> normalize(DatabaseSnapshot snapshot, DatabaseSnapshot base) {
        return snapshot.minus(base).stream()
                .map(row -> row.replaceAll("\\$argon2[^\"]*", "hash")
                        .replaceAll("\\\\\\\\x[0-9a-f]+", "hash")
                        .replaceAll("\"trace\": \"[^\"]*\"", "trace")
                        .replaceAll("[0-9]+", "#")
                        .replaceAll("\"#[-#T:.+]*\"|null", "#"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TestOperation prepare(String what, int number) {
        return switch (what) {
            case "post" ->
                () -> send(alice, "POST", "/api/v1/statuses", Map.of("status", "number " + number + " @bob #bird"));
            case "edit" -> {
                String id = post("number " + number);
                yield () -> send(alice, "PUT", "/api/v1/statuses/" + id, Map.of("status", "better " + number));
            }
            case "delete" -> {
                String id = post("number " + number);
                bob.post("/api/v1/statuses/" + id + "/favourite", Map.of());
                yield () -> send(alice, "DELETE", "/api/v1/statuses/" + id, Map.of());
            }
            case "follow" -> {
                alice.unfollows(bob);
                yield () -> send(alice, "POST", account(bob, "follow"), Map.of());
            }
            case "block" -> {
                alice.post(account(bob, "unblock"), Map.of());
                alice.follows(bob);
                bob.follows(alice);
                yield () -> send(alice, "POST", account(bob, "block"), Map.of());
            }
            case "vote" -> {
                alice.post(account(bob, "unblock"), Map.of());
                String poll = poll();
                yield () -> send(bob, "POST", "/api/v1/polls/" + poll + "/votes", Map.of("choices[]", "1"));
            }
            case "sign up" -> () -> app.signUp("newcomer" + number, Map.of()).statusCode();
            case "leave" -> {
                Person leaver = deployment.signUp("leaver" + number);
                String password = "correct horse " + leaver.name();
                TestBrowser browser = new TestBrowser(leaver.port());
                browser.signIn(leaver.name(), password);
                TestBrowser.BrowserResponse page = browser.open("/auth/delete");
                yield () -> browser.submit(page, "/auth/delete", Map.of("password", password))
                        .status();
            }
            default -> throw new AssertionError(what);
        };
    }

    private static int send(Person person, String method, String path, Map<String, String> form) {
        return person.send(method, path, form).statusCode();
    }

    private static String post(String text) {
        return alice.posts(text).getString("id");
    }

    private static String poll() {
        return alice.posts(Map.of(
                        "status", "which?",
                        "poll[options][0]", "this",
                        "poll[options][1]", "that",
                        "poll[expires_in]", "86400"))
                .getJsonObject("poll")
                .getString("id");
    }

    private static String account(Person target, String action) {
        return "/api/v1/accounts/" + target.id() + "/" + action;
    }

    /** Waits until the last statement of a broken connection has ended. */
    private static void awaitIdleDatabase() {
        TestDeployment.eventually(
                "the database is idle",
                () -> Jdbc.query(stores.postgres(), BUSY).equals(List.of("0")));
    }
}
