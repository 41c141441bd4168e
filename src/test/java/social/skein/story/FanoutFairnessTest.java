package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.AvailableStores;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests that the fan-out to very many followers does not delay other posts. */
class FanoutFairnessTest {
    private TestDeployment deployment;

    @BeforeEach
    void create() {
        deployment = TestDeployment.unstarted();
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    @Test
    void an_ordinary_post_does_not_wait_for_one_with_a_hundred_thousand_followers() {
        AvailableStores.assumeRedis();
        AvailableStores.assumeKafka();
        Map<String, String> all = Map.of("SKEIN_TIMELINE_PUSH_MAX_FOLLOWERS", "1000000");
        deployment.start(all);
        Person star = deployment.signUp("star");
        Person alice = deployment.signUp("alice");
        Person carol = deployment.signUp("carol");
        addManyFollowers(star);
        carol.follows(star);
        carol.follows(alice);
        deployment.settle();
        deployment.awaitRebuilds(1, carol);
        deployment.stop(0);
        int port = deployment
                .start(Map.of("SKEIN_ROLES", "api,relay,stream,notify,media,jobs"))
                .config()
                .http()
                .port();
        String stars = star.atPort(port).posts("To a hundred thousand").getString("id");
        String alices = alice.atPort(port).posts("To one").getString("id");

        deployment.start(all);
        deployment.settle();

        List<String> arrived = deployment.redisTimeline(carol);
        assertThat(arrived).contains(stars, alices);
        assertThat(arrived.indexOf(alices))
                .as("alice posted later, and carol is the last of the star's followers")
                .isLessThan(arrived.indexOf(stars));
    }

    /** Adds followers without accounts, whose ids are lower than those of all accounts. */
    private void addManyFollowers(Person author) {
        deployment.sql("insert into follow (account_id, target_id, id) select 1000000000000000000 + n * 1024, "
                + author.id() + ", n from generate_series(1, 100000) n");
    }
}
