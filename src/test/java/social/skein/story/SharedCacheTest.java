package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import social.skein.support.AvailableStores;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests the cache in Redis: instances share the entries they load, and find no outdated ones. */
class SharedCacheTest {
    private static final String CACHE_TTL = "SKEIN_CACHE_REDIS_TTL";

    private static TestDeployment deployment;

    @BeforeAll
    static void start() {
        AvailableStores.assumeRedis();
        deployment = TestDeployment.withInstances(2);
    }

    @AfterAll
    static void stop() {
        if (deployment != null) {
            deployment.close();
        }
    }

    private static Person at(int instance, Person person) {
        return person.atPort(deployment.instance(instance).config().http().port());
    }

    @Test
    void a_new_instance_finds_the_entries_loaded_by_the_others() {
        List<Person> readers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            readers.add(deployment.signUp("reader" + i));
        }
        for (Person reader : readers) {
            readers.stream().filter(other -> other != reader).forEach(reader::follows);
        }
        for (int i = 0; i < 24; i++) {
            readers.get(i % 6).posts("Number " + i + " for @reader" + (i + 1) % 6);
        }
        deployment.settle();
        deployment.awaitRebuilds(6, readers.toArray(Person[]::new));
        readers.forEach(reader -> at(1, reader).home());

        deployment.start(Map.of("SKEIN_ROLES", "api"));
        deployment.start(Map.of("SKEIN_ROLES", "api", CACHE_TTL, "0s"));
        for (int cold = 2; cold < 4; cold++) {
            for (Person reader : readers) {
                assertThat(at(cold, reader).home()).hasSize(24);
            }
        }

        assertThat(count(2, "statuses", "hit")).isEqualTo(24);
        assertThat(count(2, "accounts", "hit")).isEqualTo(6);
        for (String cache : List.of("statuses", "accounts")) {
            assertThat(count(2, cache, "miss") + count(2, cache, "bypassed"))
                    .as(cache + " loaded from the database")
                    .isZero();
            assertThat(count(3, cache, "hit")).isZero();
            assertThat(count(3, cache, "bypassed"))
                    .as("without the cache in Redis")
                    .isPositive();
        }
    }

    private static double count(int instance, String cache, String outcome) {
        return deployment
                .instance(instance)
                .metrics()
                .get("skein.cache.lookups")
                .tags("cache", cache, "layer", "redis", "outcome", outcome)
                .functionCounters()
                .stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    @Test
    void a_change_at_one_instance_is_visible_at_another() {
        Person alice = deployment.signUp("alice");
        Person bob = deployment.signUp("bob");
        Person bobAtOther = at(1, bob);
        bob.follows(alice);
        deployment.settle();
        JsonObject post = alice.posts("First thoughts");
        String id = post.getString("id");
        deployment.settle();
        assertThat(bobAtOther.home()).contains(id);
        TestDeployment.eventually("the status is in Redis", () -> deployment.isInRedisCache("statuses", id));
        TestDeployment.eventually("its author is in Redis", () -> deployment.isInRedisCache("accounts", alice.id()));
        assertThat(bob.home()).contains(id);

        alice.send("PUT", "/api/v1/statuses/" + id, Map.of("status", "Second thoughts"));
        alice.send("PATCH", "/api/v1/accounts/update_credentials", Map.of("display_name", "Alice II"));
        bob.likes(post);

        TestDeployment.eventually("the other instance shows all changes", () -> {
            JsonObject shown = bobAtOther.list("/api/v1/timelines/home").get(0);
            return shown.getString("content").equals("<p>Second thoughts</p>")
                    && shown.getInteger("favourites_count") == 1
                    && shown.getJsonObject("account").getString("display_name").equals("Alice II");
        });
    }

    @Test
    void a_deleted_status_is_removed_from_redis() {
        Person carol = deployment.signUp("carol");
        Person dave = deployment.signUp("dave");
        dave.follows(carol);
        deployment.settle();
        JsonObject post = carol.posts("Never mind");
        JsonObject boost = dave.boosts(post);
        deployment.settle();
        dave.home();
        String id = post.getString("id");
        TestDeployment.eventually("the status is in Redis", () -> deployment.isInRedisCache("statuses", id));

        carol.deletes(post);
        deployment.settle();

        assertThat(deployment.isInRedisCache("statuses", id)).isFalse();
        TestDeployment.eventually(
                "its boost is removed", () -> !deployment.isInRedisCache("statuses", boost.getString("id")));
        assertThat(at(1, dave).home()).doesNotContain(id, boost.getString("id"));
        assertThat(deployment.isInRedisCache("statuses", id)).isFalse();
    }

    @Test
    void direct_posts_are_not_cached_in_redis() {
        Person erin = deployment.signUp("erin");
        Person frank = deployment.signUp("frank");
        frank.follows(erin);
        deployment.settle();
        String directPost = erin.posts(Map.of("status", "@frank in confidence", "visibility", "direct"))
                .getString("id");
        String post = erin.posts("For everybody").getString("id");
        deployment.settle();

        assertThat(frank.ids("/api/v1/accounts/" + erin.id() + "/statuses")).contains(directPost, post);
        TestDeployment.eventually("the public post is in Redis", () -> deployment.isInRedisCache("statuses", post));
        assertThat(deployment.isInRedisCache("statuses", directPost)).isFalse();
    }
}
