package social.skein.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.http.Scope;
import social.skein.support.OpenApiConformance;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** What each operation of the document says of the token it needs is so. */
class ScopesTest {
    private static final String OUTSIDE = "This action is outside the authorized scopes";

    private static TestDeployment deployment;
    private static Person alice;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of("SKEIN_ROLES", "api,stream", "SKEIN_RATE_LIMITS_ENABLED", "false"));
        alice = deployment.signUp("alice");
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    /** An operation; the scope is empty where none is needed. */
    private record ScopedOperation(String method, String path, boolean open, String scope) {
        HttpResponse<String> asks(Person who) {
            boolean bare = List.of("GET", "DELETE").contains(method);
            String address = path.replaceAll("\\{[a-z_]+}", "1") + (isStream() ? "?list=1" : "");
            return who.sendJson(method, address, bare ? "" : "{}");
        }

        boolean isStream() {
            return path.startsWith("/api/v1/streaming");
        }

        /** It answers to nobody who does not ask for a WebSocket. */
        boolean isSocket() {
            return path.equals("/api/v1/streaming");
        }

        @Override
        public String toString() {
            return method + " " + path + " " + scope;
        }
    }

    @Test
    void nothing_is_done_without_a_token_but_what_leads_to_one() {
        List<String> open = new ArrayList<>();
        for (ScopedOperation guarded : all()) {
            if (guarded.open()) {
                open.add(guarded.method() + " " + guarded.path());
            } else if (!guarded.isSocket()) {
                assertThat(guarded.asks(alice.withToken("")).statusCode())
                        .as(guarded + " without a token")
                        .isEqualTo(401);
                assertThat(guarded.asks(alice.withToken("nobodys")).statusCode())
                        .as(guarded + " with a token that is nobody's")
                        .isEqualTo(401);
            }
        }

        assertThat(open)
                .filteredOn(operation -> !operation.startsWith("GET "))
                .containsExactlyInAnyOrder("POST /api/v1/apps", "POST /oauth/token", "POST /oauth/revoke");
    }

    @Test
    void a_token_with_every_other_scope_is_refused() {
        Map<String, Person> lacking = all().stream()
                .map(ScopedOperation::scope)
                .filter(scope -> !scope.isEmpty())
                .distinct()
                .collect(Collectors.toMap(scope -> scope, scope -> with(others(scope))));
        for (ScopedOperation guarded : all()) {
            if (!guarded.scope().isEmpty()) {
                HttpResponse<String> answer = guarded.asks(lacking.get(guarded.scope()));
                assertThat(answer.statusCode()).as(guarded.toString()).isEqualTo(403);
                assertThat(answer.body()).as(guarded.toString()).contains(OUTSIDE);
            }
        }
    }

    @Test
    void a_token_with_that_scope_alone_is_let_in() {
        Map<String, Person> holding = new HashMap<>();
        for (ScopedOperation guarded : all()) {
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
        for (ScopedOperation guarded : all()) {
            if (!guarded.open() && !guarded.isStream()) {
                ScopedOperation addressed = new ScopedOperation(
                        guarded.method(), guarded.path() + "?access_token=" + alice.token(), false, guarded.scope());
                assertThat(addressed.asks(alice.withToken("")).statusCode())
                        .as(guarded.toString())
                        .isEqualTo(401);
            }
        }
    }

    private static Person with(String scopes) {
        return alice.withToken(TestTokens.issue(deployment, alice, scopes));
    }

    /** All scopes but those that include this one. */
    private static String others(String scope) {
        Set<String> including = new HashSet<>(List.of(scope, scope.replaceFirst(":.*", "")));
        if (scope.matches(".*:(follows|blocks|mutes)")) {
            including.add("follow");
        }
        if (scope.equals("profile")) {
            including.addAll(Set.of("read", "read:accounts"));
        }
        return Arrays.stream(Scope.values())
                .map(Scope::toString)
                .filter(other -> !including.contains(other))
                .collect(Collectors.joining(" "));
    }

    private static List<ScopedOperation> all() {
        List<ScopedOperation> all = new ArrayList<>();
        OpenApiConformance.document()
                .path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .fields()
                        .forEachRemaining(operation -> all.add(
                                of(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
        return all;
    }

    private static ScopedOperation of(String method, String path, JsonNode operation) {
        JsonNode ways = operation.path("security");
        boolean open = ways.isEmpty() || ways.get(0).isEmpty();
        JsonNode way = ways.isEmpty() ? ways : ways.get(ways.get(0).isEmpty() ? 1 : 0);
        return new ScopedOperation(method, path, open, way.path("oauth").path(0).asText());
    }
}
