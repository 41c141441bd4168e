package social.skein.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import social.skein.cli.CommandLines;
import social.skein.support.AvailableStores;
import social.skein.support.Person;
import social.skein.support.TestDeployment;
import social.skein.support.TestStores;

/** Tests {@code doctor --data} beside a running server, before and after data is damaged. */
class DoctorDataTest {
    @TempDir
    Path folder;

    private final TestDeployment deployment = TestDeployment.withInstances(1);
    private Person alice;
    private Person bob;
    private JsonObject post;

    @BeforeEach
    void createData() {
        AvailableStores.assumeRedis();
        alice = deployment.signUp("alice");
        bob = deployment.followerWithTimeline("bob", alice);
        post = alice.posts("Good morning");
        bob.likes(post);
        bob.boosts(post);
        bob.replies(post, "And to you, @alice");
        alice.deletes(alice.posts("Not this one, @bob"));
        deployment.settle();
    }

    @AfterEach
    void close() {
        deployment.close();
    }

    @Test
    void no_violation_is_found_after_normal_use() throws Exception {
        assertThat(violations(0)).isEmpty();
    }

    @Test
    void damaged_data_is_reported() throws Exception {
        String id = post.getString("id");
        deployment.sql("update status_counter set favourites = favourites + 3 where status_id = " + id);
        deployment.sql("update account_counter set followers = followers + 1 where account_id = " + alice.id()
                + " and slot = (select max(slot) from account_counter where account_id = " + alice.id() + ")");
        deployment.sql("insert into notification (account_id, type, from_account_id, status_id, created_at) values ("
                + alice.id() + ", 'favourite', " + bob.id() + ", 1, now() - interval '1 hour')");
        deployment.removeFromRedisTimeline(bob, id);

        assertThat(violations(1))
                .anySatisfy(text -> assertThat(text).contains("post " + id + " has 1 likes, but the counter says 4"))
                .anySatisfy(text ->
                        assertThat(text).contains("account " + alice.id() + " has 1 followers, but the counter says 2"))
                .anySatisfy(text -> assertThat(text).contains("for post 1, which does not exist"))
                .anySatisfy(text -> assertThat(text)
                        .contains("the home timeline of account " + bob.id() + " lacks 1 posts, the newest is " + id));
    }

    /** Returns the reported violations, and asserts the exit code. */
    private List<String> violations(int expectedCode) throws Exception {
        TestStores.IsolatedStores stores = deployment.stores();
        Path config = Files.writeString(
                folder.resolve("skein.yaml"),
                "postgres.uri: " + stores.postgresUri() + "\nredis.uri: " + stores.redisUri() + "\nkafka.bootstrap: "
                        + stores.kafkaBootstrap() + "\nkafka.topic-prefix: " + stores.topicPrefix() + "\ndata.dir: "
                        + folder + "\n");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = CommandLines.commands()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("doctor", "--data", "--json", "--config", config.toString());
        assertThat(exitCode).as(out.toString() + err).isEqualTo(expectedCode);
        return new JsonArray(out.toString())
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(finding -> !finding.getString("verdict").equals("ok"))
                        .map(finding -> finding.getString("advice"))
                        .toList();
    }
}
