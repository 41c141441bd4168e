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
 * Every operation of the document, with every id it takes, by everybody, on things of every kind: who may not know of a
 * thing is told what is told of an id that never was, and changes nothing.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuthorizationMatrixTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(8);

    private static TestDeployment deployment;
    private static AccessFixture fixture;
    private static List<AccessCase> cases;
    private static MassAssignment massAssignment;

    /** These are for an app's own token or its secret, or for people who wait for a mail. */
    private static final Set<String> OPEN_TO_OTHERS = Set.of(
            "POST /oauth/token", "POST /oauth/revoke", "POST /api/v1/accounts", "POST /api/v1/emails/confirmations");

    @BeforeAll
    static void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of("SKEIN_RATE_LIMITS_ENABLED", "false"));
        fixture = new AccessFixture(deployment);
        massAssignment = new MassAssignment(deployment);
        cases = AccessCase.all().stream()
                .filter(trial -> !trial.resourceKind().equals("live"))
                .toList();
    }

    @AfterAll
    static void stop() {
        POOL.shutdown();
        deployment.close();
    }

    @Test
    @Order(1)
    void every_operation_and_every_id_it_takes_is_tried() {
        Set<String> tried = new TreeSet<>();
        AccessCase.all().forEach(trial -> tried.addAll(trial.coverage()));

        assertThat(tried)
                .as("the requests of src/test/resources/access/requests.txt, and what the document has")
                .isEqualTo(AccessCase.requiredCoverage());
    }

    @Test
    @Order(2)
    void what_somebody_may_not_know_of_is_not_there_and_stays_as_it_was() {
        DatabaseSnapshot before = DatabaseSnapshot.take(deployment.stores().postgres());
        List<Callable<String>> asked = new ArrayList<>();
        for (AccessCase trial : cases) {
            if (trial.resourceKind().equals("-")) {
                continue;
            }
            for (Actor actor : Actor.values()) {
                List<Resource> hidden = fixture.resources(trial.resourceKind()).stream()
                        .filter(thing -> !thing.visibleTo().contains(actor))
                        .toList();
                if (!hidden.isEmpty()) {
                    asked.add(() -> checkHidden(trial, actor, hidden));
                }
            }
        }

        assertThat(runAll(asked)).isEmpty();
        assertThat(asked).hasSizeGreaterThan(300);
        deployment.settle();
        assertThat(DatabaseSnapshot.take(deployment.stores().postgres()).minus(before))
                .isEmpty();
        assertThat(before.minus(DatabaseSnapshot.take(deployment.stores().postgres())))
                .isEmpty();
    }

    /** What is wrong with the answers, or nothing. */
    private static String checkHidden(AccessCase trial, Actor actor, List<Resource> hidden) {
        HttpResponse<String> never = send(trial, actor, AccessFixture.UNKNOWN_ID, false);
        StringBuilder wrong = new StringBuilder();
        for (Resource thing : hidden) {
            HttpResponse<String> answer = send(trial, actor, thing.id(), false);
            boolean same =
                    answer.statusCode() == never.statusCode() && answer.body().equals(never.body());
            boolean refused = trial.omitsUnknownIds() || List.of(401, 404).contains(answer.statusCode());
            if (!same || !refused) {
                wrong.append(describe(trial, actor, thing, answer))
                        .append(", and for an id that never was ")
                        .append(never.statusCode())
                        .append(' ')
                        .append(truncate(never.body()))
                        .append('\n');
            }
        }
        return wrong.toString();
    }

    @Test
    @Order(3)
    void nothing_that_anybody_reads_has_words_in_it_that_are_not_for_them() {
        List<Callable<String>> asked = new ArrayList<>();
        for (AccessCase trial : cases) {
            if (trial.isRead() && !trial.resourceKind().equals("live list")) {
                for (Actor actor : Actor.values()) {
                    resources(trial).forEach(thing -> asked.add(() -> checkRead(trial, actor, thing)));
                }
            }
        }

        assertThat(runAll(asked)).isEmpty();
    }

    private static String checkRead(AccessCase trial, Actor actor, Resource thing) {
        HttpResponse<String> answer = send(trial, actor, thing.id(), false);
        StringBuilder wrong = new StringBuilder();
        fixture.secrets().forEach((word, readers) -> {
            if (!readers.contains(actor)
                    && answer.body().replaceAll("<[^>]*>", "").contains(word)) {
                wrong.append(describe(trial, actor, thing, answer))
                        .append(" has the word ")
                        .append(word)
                        .append('\n');
            }
        });
        boolean shut = actor != Actor.ANONYMOUS && List.of(401, 403).contains(answer.statusCode());
        if (shut
                || (!trial.resourceKind().equals("-")
                        && thing.visibleTo().contains(actor)
                        && answer.statusCode() == 404)) {
            wrong.append(describe(trial, actor, thing, answer)).append(" is refused\n");
        }
        return wrong.toString();
    }

    /**
     * A trial that nobody may make with success would show nothing. What is sent has, beside what it should have, a value for
     * everything that any answer or any row has: nothing of it is taken.
     */
    @Test
    @Order(4)
    void who_may_do_something_can_and_smuggles_nothing_in() {
        Map<String, Integer> used = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        cases.stream()
                .filter(trial -> !trial.isRead() && !OPEN_TO_OTHERS.contains(trial.operation()))
                .sorted(Comparator.comparing(AuthorizationMatrixTest::checkNotChanged))
                .forEach(trial -> {
                    if (isDelete(trial)) {
                        // What workers take away because of the trials before is gone, however busy the machine is.
                        deployment.settle();
                    }
                    List<Resource> things = resources(trial);
                    String kind = trial.resourceKind().replaceFirst("s$", "");
                    int next = isDelete(trial) ? used.merge(kind, 1, Integer::sum) - 1 : 0;
                    Resource thing = things.get(Math.min(next, things.size() - 1));
                    List<HttpResponse<String>> answers = thing.visibleTo().stream()
                            .filter(actor -> actor != Actor.ANONYMOUS)
                            .map(actor -> send(trial, actor, thing.id(), true))
                            .toList();
                    if (!answers.isEmpty() && answers.stream().noneMatch(answer -> answer.statusCode() == 200)) {
                        wrong.add(describe(trial, Actor.OWNER, thing, answers.get(answers.size() - 1)));
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

    /** What takes things away comes late, wholes after their parts, and last what changes how people stand. */
    private static String checkNotChanged(AccessCase trial) {
        int late = trial.resourceKind().matches("(followed )?accounts?") ? 2 : isDelete(trial) ? 1 : 0;
        boolean undoes = trial.path().matches(".*/(un[a-z]+|remove_from_followers|block)");
        return late + (undoes ? "1" : "0") + (1000 - trial.path().length());
    }

    private static boolean isDelete(AccessCase trial) {
        return trial.method().equals("DELETE") || trial.path().matches(".*/(clear|dismiss|accept|reject|authorize)");
    }

    private static List<Resource> resources(AccessCase trial) {
        return trial.resourceKind().equals("-")
                ? List.of(new Resource("-", "", Actor.all()))
                : fixture.resources(trial.resourceKind());
    }

    private static HttpResponse<String> send(AccessCase trial, Actor actor, String id, boolean smuggling) {
        String path = fixture.path(trial, id, actor);
        String sent = fixture.fillTemplate(trial.payload(), id, actor);
        if (List.of("GET", "DELETE").contains(trial.method())) {
            return fixture.person(actor).sendJson(trial.method(), sent.isEmpty() ? path : path + "?" + sent, "");
        }
        return fixture.person(actor)
                .sendJson(trial.method(), path, smuggling ? massAssignment.addTo(trial, sent) : sent);
    }

    private static String describe(AccessCase trial, Actor actor, Resource thing, HttpResponse<String> answer) {
        return trial + " by " + actor + " of " + thing.name() + ": " + answer.statusCode() + " "
                + truncate(answer.body());
    }

    private static String truncate(String body) {
        return body.length() < 150 ? body : body.substring(0, 150) + "...";
    }

    /** Has them done side by side, and returns what is wrong. */
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
