package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.Deployment;
import social.skein.support.Person;

/** The road of a post, from the author's client to the home timelines of those who follow. */
class PostReachesFollowersTest {
    private static Deployment deployment;
    private static Person alice;
    private static Person bob;
    private static Person carol;

    @BeforeAll
    static void start() {
        deployment = Deployment.of(1);
        alice = deployment.signUp("alice");
        bob = deployment.signUp("bob");
        carol = deployment.signUp("carol");
        bob.follows(alice);
        deployment.settle();
        bob.home();
        alice.home();
        carol.home();
    }

    @AfterAll
    static void stop() {
        deployment.close();
    }

    @Test
    void a_post_reaches_the_author_and_the_followers_and_nobody_else() {
        JsonObject post = alice.posts("Good morning");
        deployment.settle();

        assertThat(bob.home()).contains(post.getString("id"));
        assertThat(alice.home()).contains(post.getString("id"));
        assertThat(carol.home()).doesNotContain(post.getString("id"));
    }
}
