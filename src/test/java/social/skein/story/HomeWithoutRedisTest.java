package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests home timelines that are read from PostgreSQL only, while Redis is down. */
class HomeWithoutRedisTest {
    private TestDeployment deployment;

    @BeforeEach
    void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(Map.of("SKEIN_ROLES", "api", "SKEIN_REDIS_URI", "redis://127.0.0.1:1"));
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    @Test
    void a_long_run_of_hidden_posts_does_not_end_a_home_timeline() {
        Person alice = deployment.signUp("alice");
        Person bob = deployment.signUp("bob");
        Person carol = deployment.signUp("carol");
        bob.follows(alice);
        String early = alice.posts("For all who follow me").getString("id");
        JsonObject question = carol.posts("Whom bob does not follow");
        for (int i = 0; i < 15; i++) {
            alice.replies(question, "An answer only for who follows both " + i);
        }

        HttpResponse<String> top = bob.send("GET", "/api/v1/timelines/home?limit=1", Map.of());

        assertThat(top.body()).isEqualTo("[]");
        String link = top.headers().firstValue("Link").orElseThrow();
        String next = link.substring(link.indexOf("/api/"), link.indexOf('>'));
        assertThat(bob.ids(next)).containsExactly(early);
    }
}
