package social.skein.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.Deployment;
import social.skein.support.Documented;
import social.skein.support.Person;

/** What each operation of the document says of the token it needs is so. */
class ScopesTest {
    private static final String OUTSIDE = "This action is outside the authorized scopes";

    private static Deployment deployment;
    private static Person alice;

    @BeforeAll
    static void start() {
        deployment = Deployment.unstarted();
        deployment.start(Map.of("SKEIN_ROLES", "api,stream", "SKEIN_LIMITS_ENABLED", "false"));
        alice = deployment.signUp("alice");
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    /** An operation; the scope is empty where none is needed. */
    private record Guarded(String method, String path, boolean open, String scope) {
        HttpResponse<String> asks(Person who) {
            boolean bare = List.of("GET", "DELETE").contains(method);
            String address = path.replaceAll("\\{[a-z_]+}", "1");
            return who.sendJson(method, address, bare ? "" : "{}");
        }

        boolean isStream() {
            return path.startsWith("/api/v1/streaming");
        }

        @Override
        public String toString() {
            return method + " " + path + " " + scope;
        }
    }

    @Test
    void a_token_with_that_scope_alone_is_let_in() {
        Map<String, Person> holding = new HashMap<>();
        for (Guarded guarded : all()) {
            if (!guarded.scope().isEmpty() && !guarded.isStream()) {
                HttpResponse<String> answer =
                        guarded.asks(holding.computeIfAbsent(guarded.scope(), scope -> with(scope)));
                assertThat(answer.statusCode()).as(guarded.toString()).isNotEqualTo(401);
                assertThat(answer.body()).as(guarded.toString()).doesNotContain(OUTSIDE);
            }
        }
    }

    @Test
    void a_token_in_an_address_opens_streams_and_nothing_else() {
        for (Guarded guarded : all()) {
            if (!guarded.open() && !guarded.isStream()) {
                Guarded addressed = new Guarded(
                        guarded.method(), guarded.path() + "?access_token=" + alice.token(), false, guarded.scope());
                assertThat(addressed.asks(alice.withToken("")).statusCode())
                        .as(guarded.toString())
                        .isEqualTo(401);
            }
        }
    }

    private static Person with(String scopes) {
        return alice.withToken(Tokens.of(deployment, alice, scopes));
    }

    private static List<Guarded> all() {
        List<Guarded> all = new ArrayList<>();
        Documented.document()
                .path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .fields()
                        .forEachRemaining(operation -> all.add(
                                of(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
        return all;
    }

    private static Guarded of(String method, String path, JsonNode operation) {
        JsonNode ways = operation.path("security");
        boolean open = ways.isEmpty() || ways.get(0).isEmpty();
        JsonNode way = ways.isEmpty() ? ways : ways.get(ways.get(0).isEmpty() ? 1 : 0);
        return new Guarded(method, path, open, way.path("oauth").path(0).asText());
    }
}
