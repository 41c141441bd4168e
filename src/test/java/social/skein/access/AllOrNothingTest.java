package social.skein.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.Deployment;
import social.skein.support.Person;
import social.skein.support.Rows;
import social.skein.support.Servers;
import social.skein.support.Wire;

/**
 * The connection to the database breaks at the first message of what somebody does, then at a later one, and so on to the
 * last, either way: all that belongs to the deed is there, or nothing, and all of it where it was answered with success.
 */
class AllOrNothingTest {
    private static final String BUSY = """
            select count(*) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid() and state in ('active', 'idle in transaction')
            """;

    /** Each message takes a minute or two for all deeds: {@code -Dskein.breaks=1} tries all of them. */
    private static final int STRIDE = Integer.getInteger("skein.breaks", 7);

    private static Servers.Fresh stores;
    private static Wire wire;
    private static Deployment deployment;
    private static Person alice;
    private static Person bob;

    @BeforeAll
    static void start() {
        stores = Servers.fresh();
        wire = Wire.to(stores.postgresUri());
        deployment = Deployment.onDatabase(wire.address());
        deployment.start(Map.of("SKEIN_ROLES", "api", "SKEIN_LIMITS_ENABLED", "false"));
        alice = deployment.signUp("alice");
        bob = deployment.signUp("bob");
    }

    @AfterAll
    static void stop() {
        deployment.close();
        wire.close();
    }

    /** Something somebody does; it is prepared on a sound connection. */
    private interface Deed {
        int status();
    }

    @ParameterizedTest
    @ValueSource(strings = {"post", "edit", "delete", "follow", "block", "vote"})
    void a_deed_is_done_as_a_whole_or_not_at_all(String what) {
        prepared(what, 0).status();
        Set<String> whole = change(prepared(what, 1), 0).rows();
        assertThat(whole).isNotEmpty();

        int breaks = 0;
        for (int piece = 1; piece < 100; piece += STRIDE) {
            Change change = change(prepared(what, piece + 1), piece);
            if (!change.broken()) {
                break;
            }
            breaks++;
            String told = what + " broken at message " + piece + ", answered with " + change.status();
            if (change.status() == 200 || !change.rows().isEmpty()) {
                assertThat(change.rows()).as(told).isEqualTo(whole);
            }
        }
        assertThat(breaks).isGreaterThanOrEqualTo(20 / STRIDE);
    }

    private record Change(Set<String> rows, int status, boolean broken) {}

    private static Change change(Deed deed, int piece) {
        bob.home();
        bob.home();
        quiet();
        Rows before = Rows.of(stores.postgres());
        wire.breakAt(piece);
        int status = deed.status();
        boolean broken = wire.mend() && piece > 0;
        quiet();
        Rows after = Rows.of(stores.postgres());
        Set<String> more = shapes(after, before);
        Set<String> less = shapes(before, after);
        less.removeAll(more);
        more.addAll(less.stream().map(gone -> "gone: " + gone).toList());
        return new Change(more, status, broken);
    }

    /** What came, without the numbers, times and hashes that differ each time. */
    private static Set<String> shapes(Rows these, Rows without) {
        return these.without(without).stream()
                .map(row -> row.replaceAll("\\$argon2[^\"]*", "hash")
                        .replaceAll("\\\\\\\\x[0-9a-f]+", "hash")
                        .replaceAll("\"trace\": \"[^\"]*\"", "trace")
                        .replaceAll("[0-9]+", "#")
                        .replaceAll("\"#[-#T:.+]*\"|null", "#"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Deed prepared(String what, int number) {
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
    private static void quiet() {
        var uri = stores.postgres();
        String jdbc = "jdbc:postgresql://" + uri.host() + ":" + uri.port() + "/" + uri.database();
        try (Connection connection = DriverManager.getConnection(jdbc, uri.user(), uri.password());
                Statement sql = connection.createStatement()) {
            Deployment.eventually("the database is quiet", () -> {
                try (ResultSet rows = sql.executeQuery(BUSY)) {
                    return rows.next() && rows.getInt(1) == 0;
                }
            });
        } catch (SQLException refused) {
            throw new AssertionError(refused);
        }
    }
}
