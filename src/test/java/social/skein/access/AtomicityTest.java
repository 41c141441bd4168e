package social.skein.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
import social.skein.support.Person;
import social.skein.support.RegisteredApp;
import social.skein.support.TestBrowser;
import social.skein.support.TestDeployment;
import social.skein.support.TestStores;

/**
 * The connection to the database breaks at the first message of what somebody does, then at a later one, and so on to the
 * last, either way: all that belongs to the deed is there, or nothing, and all of it where it was answered with success.
 */
class AtomicityTest {
    private static final String BUSY = """
            select count(*) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid() and state in ('active', 'idle in transaction')
            """;

    /** Each message takes a minute or two for all deeds: {@code -Dskein.breaks=1} tries all of them. */
    private static final int CHUNK_STRIDE = Integer.getInteger("skein.breaks", 7);

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

    /** Something somebody does; it is prepared on a sound connection. */
    private interface TestOperation {
        int send();
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "edit", "delete", "follow", "block", "vote", "sign up", "leave"})
    void a_deed_is_done_as_a_whole_or_not_at_all(String what) {
        prepare(what, 0).send();
        Set<String> whole = rowChange(prepare(what, 1), 0).rows();
        assertThat(whole).isNotEmpty();

        // Where one transaction ends and another begins is a message or two, so where there were two each is tried.
        int stride = what.equals("sign up") ? 1 : CHUNK_STRIDE;
        int breaks = 0;
        for (int piece = 1; piece < 100; piece += stride) {
            RowChange change = rowChange(prepare(what, piece + 1), piece);
            if (!change.broken()) {
                break;
            }
            breaks++;
            String told = what + " broken at message " + piece + ", answered with " + change.status();
            if (change.status() == 200 || !change.rows().isEmpty()) {
                assertThat(change.rows()).as(told).isEqualTo(whole);
            }
        }
        assertThat(breaks).isGreaterThanOrEqualTo(20 / CHUNK_STRIDE);
    }

    /**
     * The moment in which somebody leaves is one deed; what they leave behind goes row by row. Whichever message breaks, the
     * one who works on it goes on when told again, to the end; meanwhile nobody sees anything of them, nor counts them.
     */
    @Test
    void who_left_is_forgotten_to_the_end_whatever_breaks() {
        int breaks = 0;
        boolean broken = true;
        for (int piece = 1; broken; piece += 2 * CHUNK_STRIDE * CHUNK_STRIDE) {
            Person leaver = deployment.signUp("forgotten" + piece);
            String post = createContent(leaver);
            Fact left = new Fact.AccountDeleted(new AccountId(Long.parseLong(leaver.id())));
            assertThat(await(departures().deleter().delete(left.actor()))).isTrue();
            await(handlerOf("notify").handle(left));

            proxy.breakAfterChunks(piece);
            Future<Void> work = departures().eraser().handle(left);
            TestDeployment.eventually("it ends or breaks", work::isComplete);
            broken = proxy.stopBreaking();
            awaitIdleDatabase();
            String told = "broken at message " + piece + ": " + broken;
            assertThat(broken || work.succeeded()).as(told).isTrue();
            assertInvisible(leaver, post);
            await(departures().eraser().handle(left));

            assertInvisible(leaver, post);
            assertThat(await(departures().eraser().remaining(left.actor())).values())
                    .as(told)
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

    /** Some rows of theirs in this table and that. */
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

    private static DeletionFeature departures() {
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

    /** What came, without the numbers, times and hashes that differ each time. */
    private static Set<String> normalize(DatabaseSnapshot these, DatabaseSnapshot without) {
        return these.minus(without).stream()
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

    private static int send(Person who, String method, String path, Map<String, String> form) {
        HttpResponse<String> answer = who.send(method, path, form);
        return answer.statusCode();
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

    private static String account(Person of, String deed) {
        return "/api/v1/accounts/" + of.id() + "/" + deed;
    }

    /** A broken connection's last statement may still be under way in the database. */
    private static void awaitIdleDatabase() {
        var uri = stores.postgres();
        String jdbc = "jdbc:postgresql://" + uri.host() + ":" + uri.port() + "/" + uri.database();
        try (Connection connection = DriverManager.getConnection(jdbc, uri.user(), uri.password());
                Statement sql = connection.createStatement()) {
            TestDeployment.eventually("the database is quiet", () -> {
                try (ResultSet rows = sql.executeQuery(BUSY)) {
                    return rows.next() && rows.getInt(1) == 0;
                }
            });
        } catch (SQLException refused) {
            throw new AssertionError(refused);
        }
    }
}
