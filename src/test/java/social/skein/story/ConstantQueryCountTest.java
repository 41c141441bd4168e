package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/**
 * Tests that the number of statements for a page does not depend on the number of its entries. Statements of background
 * jobs are occasionally counted, too.
 */
class ConstantQueryCountTest {
    private static final int MAX_ATTEMPTS = 30;
    private static TestDeployment deployment;
    private static Person alice;
    private static String small;
    private static String large;

    @BeforeAll
    static void start() {
        deployment = TestDeployment.withInstances(1);
        alice = deployment.signUp("alice");
        List<Person> others = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            others.add(deployment.signUp("other" + i));
        }
        others.forEach(alice::follows);
        small = thread(others, 20);
        large = thread(others, 40);
        deployment.settle();
        deployment.awaitRebuilds(1, alice);
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    /** Creates replies of several users, with mentions, tags, polls, likes and boosts; all of them notify alice. */
    private static String thread(List<Person> others, int replies) {
        JsonObject root = alice.posts("A thread of " + replies);
        for (int i = 0; i < replies; i++) {
            Person other = others.get(i % others.size());
            JsonObject reply = other.posts(Map.of(
                    "status",
                    "@alice @other" + (i + 1) % 4 + " #tag" + i,
                    "in_reply_to_id",
                    root.getString("id"),
                    "poll[options][0]",
                    "yes",
                    "poll[options][1]",
                    "no",
                    "poll[expires_in]",
                    "3600"));
            if (i % 5 == 0) {
                alice.likes(reply);
                others.get((i + 2) % others.size()).boosts(reply);
            }
        }
        return root.getString("id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/timelines/home?limit=",
                "/api/v1/notifications?limit=",
                "/api/v2/notifications?limit=",
            })
    void a_page_of_twenty_needs_as_many_statements_as_one_of_forty(String path) {
        assertThat(minStatements(path + 20))
                .isEqualTo(minStatements(path + 40))
                .isPositive()
                .isLessThan(16);
    }

    @Test
    void a_thread_of_twenty_needs_as_many_statements_as_one_of_forty() {
        assertThat(alice.get("/api/v1/statuses/" + large + "/context").getJsonArray("descendants"))
                .hasSize(40);
        assertThat(minStatements("/api/v1/statuses/" + small + "/context"))
                .isEqualTo(minStatements("/api/v1/statuses/" + large + "/context"))
                .isPositive()
                .isLessThan(16);
    }

    /** Returns the minimum of several attempts, since some of them count statements of other work, too. */
    private static long minStatements(String path) {
        long minimum = Long.MAX_VALUE;
        for (int i = 0; i < MAX_ATTEMPTS; i++) {
            long before = deployment.statements();
            assertThat(alice.send("GET", path, Map.of()).statusCode()).isEqualTo(200);
            minimum = Math.min(minimum, deployment.statements() - before);
        }
        return minimum;
    }
}
