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

/** Tests that the scopes documented for each operation are the ones enforced. */
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

    /** An operation; the scope is empty if none is required. */
    private record ScopedOperation(String method, String path, boolean open, String scope) {
        HttpResponse<String> send(Person person) {
            boolean bare = List.of("GET", "DELETE").contains(method);
            String address = path.replaceAll("\\{[a-z_]+}", "1") + (isStream() ? "?list=1" : "");
            return person.sendJson(method, address, bare ? "" : "{}");
        }

        boolean isStream() {
            return path.startsWith("/api/v1/streaming");
        }

        /** Only WebSocket handshakes are answered. */
        boolean isSocket() {
            return path.equals("/api/v1/streaming");
        }

        @Override
        public String toString() {
            return method + " " + path + " " + scope;
        }
    }

    @Test
    void only_token_endpoints_accept_writes_without_a_token() {
        List<String> open = new ArrayList<>();
        for (ScopedOperation operation : all()) {
            if (operation.open()) {
                open.add(operation.method() + " " + operation.path());
            } else if (!operation.isSocket()) {
                assertThat(operation.send(alice.withToken("")).statusCode())
                        .as(operation + " without a token")
                        .isEqualTo(401);
                assertThat(operation.send(alice.withToken("unknown")).statusCode())
                        .as(operation + " with an unknown token")
                        .isEqualTo(401);
            }
        }

        assertThat(open)
                .filteredOn(operation -> !operation.startsWith("GET "))
                .containsExactlyInAnyOrder("POST /api/v1/apps", "POST /oauth/token", "POST /oauth/revoke");
    }

    @Test
    void a_token_with_all_other_scopes_is_rejected() {
        Map<String, Person> lacking = all().stream()
                .map(ScopedOperation::scope)
                .filter(scope -> !scope.isEmpty())
                .distinct()
                .collect(Collectors.toMap(scope -> scope, scope -> with(others(scope))));
        for (ScopedOperation operation : all()) {
            if (!operation.scope().isEmpty()) {
                HttpResponse<String> response = operation.send(lacking.get(operation.scope()));
                assertThat(response.statusCode()).as(operation.toString()).isEqualTo(403);
                assertThat(response.body()).as(operation.toString()).contains(OUTSIDE);
            }
        }
    }

    @Test
    void a_token_with_only_the_required_scope_is_accepted() {
        Map<String, Person> holding = new HashMap<>();
        for (ScopedOperation operation : all()) {
            if (!operation.scope().isEmpty() && !operation.isStream()) {
                HttpResponse<String> response =
                        operation.send(holding.computeIfAbsent(operation.scope(), scope -> with(scope)));
                assertThat(response.statusCode()).as(operation.toString()).isNotEqualTo(401);
                assertThat(response.body()).as(operation.toString()).doesNotContain(OUTSIDE);
            }
        }
    }

    @Test
    void a_token_in_the_query_is_accepted_only_by_streams() {
        for (ScopedOperation operation : all()) {
            if (!operation.open() && !operation.isStream()) {
                ScopedOperation addressed = new ScopedOperation(
                        operation.method(),
                        operation.path() + "?access_token=" + alice.token(),
                        false,
                        operation.scope());
                assertThat(addressed.send(alice.withToken("")).statusCode())
                        .as(operation.toString())
                        .isEqualTo(401);
            }
        }
    }

    private static Person with(String scopes) {
        return alice.withToken(TestTokens.issue(deployment, alice, scopes));
    }

    /** All scopes that do not include this one. */
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

    /** All operations for access tokens. Those of the provisioning API have a credential of their own. */
    private static List<ScopedOperation> all() {
        List<ScopedOperation> all = new ArrayList<>();
        OpenApiConformance.document()
                .path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .fields()
                        .forEachRemaining(operation -> all.add(
                                of(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()))));
        all.removeIf(operation -> operation.path().startsWith("/api/skein/"));
        return all;
    }

    private static ScopedOperation of(String method, String path, JsonNode operation) {
        JsonNode options = operation.path("security");
        boolean open = options.isEmpty() || options.get(0).isEmpty();
        JsonNode option =
                options.isEmpty() ? options : options.get(options.get(0).isEmpty() ? 1 : 0);
        return new ScopedOperation(
                method, path, open, option.path("oauth").path(0).asText());
    }
}
