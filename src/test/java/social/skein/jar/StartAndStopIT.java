package social.skein.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;
import social.skein.support.Person;

/** The first minutes with the jar. */
class StartAndStopIT {

    @Test
    void it_starts_with_nothing_stops_in_good_order_and_keeps_what_it_knows() throws Exception {
        try (JarRunner machine = new JarRunner()) {
            JarProcess first = machine.start().awaitReady();
            assertThat(first.output())
                    .contains("Skein is running.", "Clients", "Operators", "account create alice")
                    .contains(machine.folder().resolve("data").toString());
            assertThat(first.children()).isNotEmpty();
            Person alice = machine.signUp("alice", first);
            JsonObject post = alice.posts("Before the night");
            first.stopAndVerify();

            JarProcess second = machine.start("serve").awaitReady();
            Person again = alice.atPort(second.httpPort());
            assertThat(again.get("/api/v1/statuses/" + post.getString("id")).getString("content"))
                    .isEqualTo(post.getString("content"));
            machine.eventually(
                    "the post is in its author's home", () -> again.home().contains(post.getString("id")));
            second.stopAndVerify();
        }
    }
}
