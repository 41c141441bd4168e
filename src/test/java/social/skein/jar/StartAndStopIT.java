package social.skein.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;
import social.skein.support.Person;

/** Tests the first start, a stop and a restart. */
class StartAndStopIT {

    @Test
    void a_process_starts_without_settings_stops_cleanly_and_retains_its_data() throws Exception {
        try (JarRunner runner = new JarRunner()) {
            JarProcess first = runner.start().awaitReady();
            assertThat(first.output())
                    .contains("Skein is running.", "Clients", "Operators", "account create alice")
                    .contains(runner.folder().resolve("data").toString());
            assertThat(first.children()).isNotEmpty();
            Person alice = runner.signUp("alice", first);
            JsonObject post = alice.posts("Before the restart");
            first.stopAndVerify();

            JarProcess second = runner.start("serve").awaitReady();
            Person again = alice.atPort(second.httpPort());
            assertThat(again.get("/api/v1/statuses/" + post.getString("id")).getString("content"))
                    .isEqualTo(post.getString("content"));
            runner.eventually(
                    "the post is in its author's home", () -> again.home().contains(post.getString("id")));
            second.stopAndVerify();
        }
    }
}
