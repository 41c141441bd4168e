package social.skein.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import social.skein.access.AccessFixture.Resource;
import social.skein.support.DatabaseSnapshot;
import social.skein.support.TestDeployment;

/**
 * Calls each operation of the API with each of its id parameters, as each actor, on resources of each kind. An actor
 * that may not see a resource must get the response of an id that never existed, and must change nothing.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuthorizationMatrixTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(8);

    private static TestDeployment deployment;
    private static AccessFixture fixture;
    private static List<AccessCase> cases;
    private static MassAssignment massAssignment;

    /**
     * Operations for app tokens, app secrets, accounts awaiting e-mail confirmation, or the operator's backend, whose
     * credential no account has, and uploads, which need a file.
     */
    private static final Set<String> OPEN_TO_OTHERS = Set.of(
            "POST /oauth/token",
            "POST /oauth/revoke",
            "POST /api/v1/accounts",
            "POST /api/v1/emails/confirmations",
            "POST /api/v1/media",
            "POST /api/v2/media",
            "POST /api/skein/v1/accounts",
            "POST /api/skein/v1/accounts/{id}/disable",
            "POST /api/skein/v1/accounts/{id}/enable",
            "POST /api/skein/v1/accounts/{id}/tokens",
            "DELETE /api/skein/v1/accounts/{id}/tokens",
            "DELETE /api/skein/v1/accounts/{id}/tokens/{token_id}");

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of("SKEIN_RATE_LIMITS_ENABLED", "false"));
        fixture = new AccessFixture(deployment);
        massAssignment = new MassAssignment(deployment);
        cases = AccessCase.all().stream()
                .filter(testCase -> !testCase.resourceKind().equals("live"))
                .toList();
    }

    @AfterAll
    static void stop() {
        POOL.shutdown();
        deployment.close();
    }

    @Test
    @Order(1)
    void all_operations_and_id_parameters_are_covered() {
        Set<String> covered = new TreeSet<>();
        AccessCase.all().forEach(testCase -> covered.addAll(testCase.coverage()));

        assertThat(covered)
                .as("the cases of src/test/resources/access/requests.txt and the documented operations")
                .isEqualTo(AccessCase.requiredCoverage());
    }

    @Test
    @Order(2)
    void hidden_resources_look_nonexistent_and_stay_unchanged() {
        DatabaseSnapshot before = DatabaseSnapshot.take(deployment.stores().postgres());
        List<Callable<String>> checks = new ArrayList<>();
        for (AccessCase testCase : cases) {
            if (testCase.resourceKind().equals("-")) {
                continue;
            }
            for (Actor actor : Actor.values()) {
                List<Resource> hidden = fixture.resources(testCase.resourceKind()).stream()
                        .filter(resource -> !resource.visibleTo().contains(actor))
                        .toList();
                if (!hidden.isEmpty()) {
                    checks.add(() -> checkHidden(testCase, actor, hidden));
                }
            }
        }

        assertThat(runAll(checks)).isEmpty();
        assertThat(checks).hasSizeGreaterThan(300);
        deployment.settle();
        assertThat(DatabaseSnapshot.take(deployment.stores().postgres()).minus(before))
                .isEmpty();
        assertThat(before.minus(DatabaseSnapshot.take(deployment.stores().postgres())))
                .isEmpty();
    }

    /** Returns a description of the wrong responses, or an empty string. */
    private static String checkHidden(AccessCase testCase, Actor actor, List<Resource> hidden) {
        HttpResponse<String> unknown = send(testCase, actor, AccessFixture.UNKNOWN_ID, false);
        StringBuilder wrong = new StringBuilder();
        for (Resource resource : hidden) {
            HttpResponse<String> response = send(testCase, actor, resource.id(), false);
            boolean same = response.statusCode() == unknown.statusCode()
                    && response.body().equals(unknown.body());
            boolean rejected = testCase.omitsUnknownIds() || List.of(401, 404).contains(response.statusCode());
            if (!same || !rejected) {
                wrong.append(describe(testCase, actor, resource, response))
                        .append(", but for an unknown id ")
                        .append(unknown.statusCode())
                        .append(' ')
                        .append(truncate(unknown.body()))
                        .append('\n');
            }
        }
        return wrong.toString();
    }

    @Test
    @Order(3)
    void no_response_contains_secrets_of_other_accounts() {
        List<Callable<String>> checks = new ArrayList<>();
        for (AccessCase testCase : cases) {
            if (testCase.isRead() && !testCase.resourceKind().equals("live list")) {
                for (Actor actor : Actor.values()) {
                    resources(testCase).forEach(resource -> checks.add(() -> checkRead(testCase, actor, resource)));
                }
            }
        }

        assertThat(runAll(checks)).isEmpty();
    }

    private static String checkRead(AccessCase testCase, Actor actor, Resource resource) {
        HttpResponse<String> response = send(testCase, actor, resource.id(), false);
        StringBuilder wrong = new StringBuilder();
        fixture.secrets().forEach((word, readers) -> {
            if (!readers.contains(actor)
                    && response.body().replaceAll("<[^>]*>", "").contains(word)) {
                wrong.append(describe(testCase, actor, resource, response))
                        .append(" contains the word ")
                        .append(word)
                        .append('\n');
            }
        });
        boolean rejected = actor != Actor.ANONYMOUS && List.of(401, 403).contains(response.statusCode());
        if (rejected
                || (!testCase.resourceKind().equals("-")
                        && resource.visibleTo().contains(actor)
                        && response.statusCode() == 404)) {
            wrong.append(describe(testCase, actor, resource, response)).append(" is rejected\n");
        }
        return wrong.toString();
    }

    /**
     * Each case must succeed for some actor, otherwise the test above proves nothing. The body also contains a value
     * for each member of any response and each column of any table; none of them may be stored.
     */
    @Test
    @Order(4)
    void permitted_operations_succeed_without_mass_assignment() {
        Map<String, Integer> used = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        cases.stream()
                .filter(testCase -> !testCase.isRead() && !OPEN_TO_OTHERS.contains(testCase.operation()))
                .sorted(Comparator.comparing(AuthorizationMatrixTest::sortKey))
                .forEach(testCase -> {
                    if (isDelete(testCase)) {
                        // Wait until workers have removed the rows that the previous cases affect.
                        deployment.settle();
                    }
                    List<Resource> candidates = resources(testCase);
                    String kind = testCase.resourceKind().replaceFirst("s$", "");
                    int next = isDelete(testCase) ? used.merge(kind, 1, Integer::sum) - 1 : 0;
                    Resource resource = candidates.get(Math.min(next, candidates.size() - 1));
                    List<HttpResponse<String>> responses = resource.visibleTo().stream()
                            .filter(actor -> actor != Actor.ANONYMOUS)
                            .map(actor -> send(testCase, actor, resource.id(), true))
                            .toList();
                    if (!responses.isEmpty()
                            && responses.stream().noneMatch(response -> response.statusCode() == 200)) {
                        wrong.add(describe(testCase, Actor.OWNER, resource, responses.get(responses.size() - 1)));
                    }
                });

        assertThat(wrong).isEmpty();
        DatabaseSnapshot after = DatabaseSnapshot.take(deployment.stores().postgres());
        assertThat(after.minus(new DatabaseSnapshot(Map.of())))
                .noneMatch(row -> row.contains(MassAssignment.INJECTED_VALUE));
        assertThat(deployment.sql(
                        "select username from account where suspended_at is not null or deleted_at is not null"))
                .isEmpty();
    }

    /** Returns a sort key: deletions late, parts before wholes, changes of relations last. */
    private static String sortKey(AccessCase testCase) {
        int late = testCase.resourceKind().matches("(followed )?accounts?") ? 2 : isDelete(testCase) ? 1 : 0;
        boolean undoes = testCase.path().matches(".*/(un[a-z]+|remove_from_followers|block)");
        return late + (undoes ? "1" : "0") + (1000 - testCase.path().length());
    }

    private static boolean isDelete(AccessCase testCase) {
        return testCase.method().equals("DELETE")
                || testCase.path().matches(".*/(clear|dismiss|accept|reject|authorize)");
    }

    private static List<Resource> resources(AccessCase testCase) {
        return testCase.resourceKind().equals("-")
                ? List.of(new Resource("-", "", Actor.all()))
                : fixture.resources(testCase.resourceKind());
    }

    private static HttpResponse<String> send(AccessCase testCase, Actor actor, String id, boolean injecting) {
        String path = fixture.path(testCase, id, actor);
        String sent = fixture.fillTemplate(testCase.payload(), id, actor);
        if (List.of("GET", "DELETE").contains(testCase.method())) {
            return fixture.person(actor).sendJson(testCase.method(), sent.isEmpty() ? path : path + "?" + sent, "");
        }
        return fixture.person(actor)
                .sendJson(testCase.method(), path, injecting ? massAssignment.addTo(testCase, sent) : sent);
    }

    private static String describe(AccessCase testCase, Actor actor, Resource resource, HttpResponse<String> response) {
        return testCase + " by " + actor + " of " + resource.name() + ": " + response.statusCode() + " "
                + truncate(response.body());
    }

    private static String truncate(String body) {
        return body.length() < 150 ? body : body.substring(0, 150) + "...";
    }

    /** Runs the checks in parallel and returns the descriptions of failures. */
    private static List<String> runAll(List<Callable<String>> work) {
        try {
            List<String> wrong = new ArrayList<>();
            for (Future<String> done : POOL.invokeAll(work)) {
                if (!done.get().isEmpty()) {
                    wrong.add(done.get());
                }
            }
            return wrong;
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
