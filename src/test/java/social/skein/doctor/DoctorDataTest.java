package social.skein.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                .anySatisfy(text -> assertThat(text).contains("post " + id + " has 1 like, but the counter says 4"))
                .anySatisfy(text ->
                        assertThat(text).contains("account " + alice.id() + " has 1 follower, but the counter says 2"))
                .anySatisfy(text -> assertThat(text).contains("for post 1, which does not exist"))
                .anySatisfy(text -> assertThat(text)
                        .contains("the home timeline of account " + bob.id() + " lacks 1 post, the newest is " + id));
    }

    @Test
    void direct_posts_and_private_replies_are_not_counted() throws Exception {
        alice.post("/api/v1/statuses", Map.of("status", "Just for you, @bob", "visibility", "direct"));
        for (String visibility : List.of("private", "direct", "unlisted")) {
            bob.post(
                    "/api/v1/statuses",
                    Map.of(
                            "status",
                            "@alice " + visibility,
                            "visibility",
                            visibility,
                            "in_reply_to_id",
                            post.getString("id")));
        }
        deployment.settle();

        assertThat(violations(0)).isEmpty();
    }

    @Test
    void posts_that_only_redis_has_are_reported_and_forgotten() throws Exception {
        String lost = alice.posts("Lost in the restore").getString("id");
        deployment.settle();
        assertThat(bob.ids("/api/v1/timelines/home")).contains(lost);
        TestDeployment.eventually("the post is cached", () -> deployment.isInRedisCache("statuses", lost));
        deployment.sql("delete from status where id = " + lost);
        deployment.sql("update account_counter set statuses = statuses - 1 where account_id = " + alice.id()
                + " and slot = (select max(slot) from account_counter where account_id = " + alice.id()
                + " and statuses > 0)");

        assertThat(violations(1))
                .singleElement()
                .asString()
                .contains(
                        "the home timeline of account " + bob.id(),
                        "1 post that the database does not have, the newest is " + lost,
                        "timeline forget --all");

        assertThat(run("timeline", "forget", "--all").out())
                .startsWith("Deleted ")
                .endsWith(" from Redis." + System.lineSeparator());
        assertThat(deployment.redisTimeline(bob)).isEmpty();
        assertThat(violations(0)).isEmpty();
    }

    @Test
    void an_id_that_was_never_issued_is_reported() throws Exception {
        deployment.sql("update id_shard set last = last - (3600000::bigint << 10) where shard = shard_of("
                + post.getString("id") + ")");
        deployment.sql("delete from status where id = " + post.getString("id"));

        assertThat(violations(1))
                .anySatisfy(text -> assertThat(text).contains("the database does not have, the newest is"));
    }

    @Test
    void one_timeline_is_forgotten() throws Exception {
        assertThat(deployment.redisTimeline(bob)).isNotEmpty();

        assertThat(run("timeline", "forget", "@bob").out()).isEqualToIgnoringNewLines("Deleted 1 timeline from Redis.");

        assertThat(deployment.redisTimeline(bob)).isEmpty();
        assertThat(run("timeline", "forget").code()).isEqualTo(2);
        assertThat(run("timeline", "forget", "bob", "--all").code()).isEqualTo(2);
    }

    @Test
    void a_name_without_an_account_does_not_keep_other_timelines_from_being_forgotten() throws Exception {
        assertThat(deployment.redisTimeline(bob)).isNotEmpty();

        CommandResult result = run("timeline", "forget", "nobody", "bob");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("There is no account named nobody.");
        assertThat(deployment.redisTimeline(bob)).isEmpty();
        CommandResult rebuilt = run("timeline", "rebuild", "nobody", "bob");
        assertThat(rebuilt.code()).isEqualTo(1);
        assertThat(rebuilt.out()).contains("@bob: rebuilt.");
    }

    /** Returns the reported violations, and asserts the exit code. */
    private List<String> violations(int expectedCode) throws Exception {
        CommandResult result = run("doctor", "--data", "--json");
        assertThat(result.code()).as(result.toString()).isEqualTo(expectedCode);
        return new JsonArray(result.out())
                .stream()
                        .map(JsonObject.class::cast)
                        .filter(finding -> !finding.getString("verdict").equals("ok"))
                        .map(finding -> finding.getString("advice"))
                        .toList();
    }

    private record CommandResult(int code, String out, String err) {}

    private CommandResult run(String... arguments) throws Exception {
        TestStores.IsolatedStores stores = deployment.stores();
        Path config = Files.writeString(
                folder.resolve("skein.yaml"),
                "postgres.uri: " + stores.postgresUri() + "\nredis.uri: " + stores.redisUri() + "\nkafka.bootstrap: "
                        + stores.kafkaBootstrap() + "\nkafka.topic-prefix: " + stores.topicPrefix() + "\ndata.dir: "
                        + folder + "\n");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", config.toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = CommandLines.commands()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new CommandResult(exitCode, out.toString(), err.toString());
    }
}
