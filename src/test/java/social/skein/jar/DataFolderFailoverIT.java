package social.skein.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import social.skein.support.HomeStreamListener;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;
import social.skein.support.Person;

/** Tests two processes with one data folder. */
class DataFolderFailoverIT {

    @Test
    void a_second_process_joins_receives_hints_of_the_first_and_takes_over_when_it_is_killed() throws Exception {
        try (JarRunner runner = new JarRunner()) {
            JarProcess first = runner.start().awaitReady();
            Map<String, String> samePorts = Map.of(
                    "SKEIN_HTTP_PORT", String.valueOf(first.httpPort()),
                    "SKEIN_OPS_PORT", String.valueOf(first.opsPort()));
            JarProcess second = runner.start(samePorts).awaitReady();
            assertThat(second.output()).contains("Joined");
            assertThat(second.httpPort()).isGreaterThan(first.httpPort());
            assertThat(second.opsPort()).isGreaterThan(first.opsPort());
            assertThat(second.children()).as("the second runs no servers").isEmpty();

            Person alice = runner.signUp("alice", first);
            Person bob = runner.signUp("bob", second);
            bob.follows(alice);
            try (HomeStreamListener listener = new HomeStreamListener(bob.token(), second.httpPort())) {
                runner.eventuallyStreamed("the second streams posts written at the first", alice, listener);
                String post = alice.posts("From here to there").getString("id");
                runner.eventually("the next post is streamed", () -> listener.hasReceived(post));
                runner.eventually(
                        "the post is in the follower's home", () -> bob.home().contains(post));
            }

            first.killAndVerify();
            Person aliceAtSecond = alice.atPort(second.httpPort());
            String[] late = {""};
            runner.eventually("the second accepts posts", () -> {
                HttpResponse<String> response =
                        aliceAtSecond.send("POST", "/api/v1/statuses", Map.of("status", "Still here"));
                late[0] = response.body().replaceFirst("(?s).*?\"id\":\"(\\d+)\".*", "$1");
                return response.statusCode() == 200;
            });
            runner.eventually(
                    "the post is in the follower's home",
                    () -> bob.send("GET", "/api/v1/timelines/home", Map.of())
                            .body()
                            .contains(late[0]));
            assertThat(second.children()).as("the second owns the servers now").isNotEmpty();
            second.stopAndVerify();
        }
    }
}
