package social.skein.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import social.skein.support.JarProcess;
import social.skein.support.Machine;
import social.skein.support.Person;

/** The first minutes with the jar. */
class StartAndStopIT {

    @Test
    void it_starts_with_nothing_stops_in_good_order_and_keeps_what_it_knows() throws Exception {
        try (Machine machine = new Machine()) {
            JarProcess first = machine.start().serves();
            assertThat(first.output())
                    .contains("Skein is running.", "Clients", "Operators", "account create alice")
                    .contains(machine.folder().resolve("data").toString());
            assertThat(first.children()).isNotEmpty();
            Person alice = machine.signUp("alice", first);
            JsonObject post = alice.posts("Before the night");
            first.stops();

            JarProcess second = machine.start("serve").serves();
            Person again = alice.at(second.httpPort());
            assertThat(again.get("/api/v1/statuses/" + post.getString("id")).getString("content"))
                    .isEqualTo(post.getString("content"));
            machine.eventually(
                    "the post is in its author's home", () -> again.home().contains(post.getString("id")));
            second.stops();
        }
    }
}
