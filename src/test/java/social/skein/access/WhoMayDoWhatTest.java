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
import social.skein.access.Town.Thing;
import social.skein.support.Deployment;
import social.skein.support.Rows;

/**
 * Every operation of the document, with every id it takes, by everybody, on things of every kind: who may not know of a
 * thing is told what is told of an id that never was, and changes nothing.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WhoMayDoWhatTest {
    private static final ExecutorService HANDS = Executors.newFixedThreadPool(8);

    private static Deployment deployment;
    private static Town town;
    private static List<Trial> trials;
    private static Smuggled smuggled;

    /** These are for an app's own token or its secret, or for people who wait for a mail. */
    private static final Set<String> FOR_OTHERS = Set.of(
            "POST /oauth/token", "POST /oauth/revoke", "POST /api/v1/accounts", "POST /api/v1/emails/confirmations");

    @BeforeAll
    static void start() {
        deployment = Deployment.unstarted();
        deployment.start(Map.of("SKEIN_LIMITS_ENABLED", "false"));
        town = new Town(deployment);
        smuggled = new Smuggled(deployment);
        trials = Trial.all().stream()
                .filter(trial -> !trial.kind().equals("live"))
                .toList();
    }

    @AfterAll
    static void stop() {
        HANDS.shutdown();
        deployment.close();
    }

    @Test
    @Order(1)
    void every_operation_and_every_id_it_takes_is_tried() {
        Set<String> tried = new TreeSet<>();
        Trial.all().forEach(trial -> tried.addAll(trial.tried()));

        assertThat(tried)
                .as("the requests of src/test/resources/access/requests.txt, and what the document has")
                .isEqualTo(Trial.wanted());
    }

    @Test
    @Order(2)
    void what_somebody_may_not_know_of_is_not_there_and_stays_as_it_was() {
        Rows before = Rows.of(deployment.stores().postgres());
        List<Callable<String>> asked = new ArrayList<>();
        for (Trial trial : trials) {
            if (trial.kind().equals("-")) {
                continue;
            }
            for (Actor actor : Actor.values()) {
                List<Thing> hidden = town.things(trial.kind()).stream()
                        .filter(thing -> !thing.knownTo().contains(actor))
                        .toList();
                if (!hidden.isEmpty()) {
                    asked.add(() -> refused(trial, actor, hidden));
                }
            }
        }

        assertThat(all(asked)).isEmpty();
        assertThat(asked).hasSizeGreaterThan(300);
        deployment.settle();
        assertThat(Rows.of(deployment.stores().postgres()).without(before)).isEmpty();
        assertThat(before.without(Rows.of(deployment.stores().postgres()))).isEmpty();
    }

    /** What is wrong with the answers, or nothing. */
    private static String refused(Trial trial, Actor actor, List<Thing> hidden) {
        HttpResponse<String> never = send(trial, actor, Town.NEVER, false);
        StringBuilder wrong = new StringBuilder();
        for (Thing thing : hidden) {
            HttpResponse<String> answer = send(trial, actor, thing.id(), false);
            boolean same =
                    answer.statusCode() == never.statusCode() && answer.body().equals(never.body());
            boolean refused = trial.leavesOut() || List.of(401, 404).contains(answer.statusCode());
            if (!same || !refused) {
                wrong.append(describe(trial, actor, thing, answer))
                        .append(", and for an id that never was ")
                        .append(never.statusCode())
                        .append(' ')
                        .append(cut(never.body()))
                        .append('\n');
            }
        }
        return wrong.toString();
    }

    @Test
    @Order(3)
    void nothing_that_anybody_reads_has_words_in_it_that_are_not_for_them() {
        List<Callable<String>> asked = new ArrayList<>();
        for (Trial trial : trials) {
            if (trial.isRead() && !trial.kind().equals("live list")) {
                for (Actor actor : Actor.values()) {
                    things(trial).forEach(thing -> asked.add(() -> read(trial, actor, thing)));
                }
            }
        }

        assertThat(all(asked)).isEmpty();
    }

    private static String read(Trial trial, Actor actor, Thing thing) {
        HttpResponse<String> answer = send(trial, actor, thing.id(), false);
        StringBuilder wrong = new StringBuilder();
        town.secrets().forEach((word, readers) -> {
            if (!readers.contains(actor)
                    && answer.body().replaceAll("<[^>]*>", "").contains(word)) {
                wrong.append(describe(trial, actor, thing, answer))
                        .append(" has the word ")
                        .append(word)
                        .append('\n');
            }
        });
        boolean shut = actor != Actor.ANONYMOUS && List.of(401, 403).contains(answer.statusCode());
        if (shut || (!trial.kind().equals("-") && thing.knownTo().contains(actor) && answer.statusCode() == 404)) {
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
        trials.stream()
                .filter(trial -> !trial.isRead() && !FOR_OTHERS.contains(trial.operation()))
                .sorted(Comparator.comparing(WhoMayDoWhatTest::harm))
                .forEach(trial -> {
                    if (takesAway(trial)) {
                        // What workers take away because of the trials before is gone, however busy the machine is.
                        deployment.settle();
                    }
                    List<Thing> things = things(trial);
                    String kind = trial.kind().replaceFirst("s$", "");
                    int next = takesAway(trial) ? used.merge(kind, 1, Integer::sum) - 1 : 0;
                    Thing thing = things.get(Math.min(next, things.size() - 1));
                    List<HttpResponse<String>> answers = thing.knownTo().stream()
                            .filter(actor -> actor != Actor.ANONYMOUS)
                            .map(actor -> send(trial, actor, thing.id(), true))
                            .toList();
                    if (!answers.isEmpty() && answers.stream().noneMatch(answer -> answer.statusCode() == 200)) {
                        wrong.add(describe(trial, Actor.OWNER, thing, answers.get(answers.size() - 1)));
                    }
                });

        assertThat(wrong).isEmpty();
        Rows after = Rows.of(deployment.stores().postgres());
        assertThat(after.without(new Rows(Map.of()))).noneMatch(row -> row.contains(Smuggled.VALUE));
        assertThat(deployment.sql(
                        "select username from account where suspended_at is not null or deleted_at is not null"))
                .isEmpty();
    }

    /** What takes things away comes late, wholes after their parts, and last what changes how people stand. */
    private static String harm(Trial trial) {
        int late = trial.kind().matches("(followed )?accounts?") ? 2 : takesAway(trial) ? 1 : 0;
        boolean undoes = trial.path().matches(".*/(un[a-z]+|remove_from_followers|block)");
        return late + (undoes ? "1" : "0") + (1000 - trial.path().length());
    }

    private static boolean takesAway(Trial trial) {
        return trial.method().equals("DELETE") || trial.path().matches(".*/(clear|dismiss|accept|reject|authorize)");
    }

    private static List<Thing> things(Trial trial) {
        return trial.kind().equals("-") ? List.of(new Thing("-", "", Actor.everybody())) : town.things(trial.kind());
    }

    private static HttpResponse<String> send(Trial trial, Actor actor, String id, boolean smuggling) {
        String path = town.path(trial, id, actor);
        String sent = town.filled(trial.sent(), id, actor);
        if (List.of("GET", "DELETE").contains(trial.method())) {
            return town.person(actor).sendJson(trial.method(), sent.isEmpty() ? path : path + "?" + sent, "");
        }
        return town.person(actor).sendJson(trial.method(), path, smuggling ? smuggled.with(trial, sent) : sent);
    }

    private static String describe(Trial trial, Actor actor, Thing thing, HttpResponse<String> answer) {
        return trial + " by " + actor + " of " + thing.name() + ": " + answer.statusCode() + " " + cut(answer.body());
    }

    private static String cut(String body) {
        return body.length() < 150 ? body : body.substring(0, 150) + "...";
    }

    /** Has them done side by side, and returns what is wrong. */
    private static List<String> all(List<Callable<String>> work) {
        try {
            List<String> wrong = new ArrayList<>();
            for (Future<String> done : HANDS.invokeAll(work)) {
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
