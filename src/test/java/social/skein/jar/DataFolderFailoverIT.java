package social.skein.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import social.skein.support.HomeStreamListener;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;
import social.skein.support.Person;

/** Two processes of one data folder. */
class DataFolderFailoverIT {

    @Test
    void a_second_process_joins_hears_of_posts_at_the_first_and_takes_over_when_that_is_killed() throws Exception {
        try (JarRunner machine = new JarRunner()) {
            JarProcess first = machine.start().awaitReady();
            Map<String, String> samePorts = Map.of(
                    "SKEIN_HTTP_PORT", String.valueOf(first.httpPort()),
                    "SKEIN_OPS_PORT", String.valueOf(first.opsPort()));
            JarProcess second = machine.start(samePorts).awaitReady();
            assertThat(second.output()).contains("Joined");
            assertThat(second.httpPort()).isGreaterThan(first.httpPort());
            assertThat(second.opsPort()).isGreaterThan(first.opsPort());
            assertThat(second.children()).as("the second runs no servers").isEmpty();

            Person alice = machine.signUp("alice", first);
            Person bob = machine.signUp("bob", second);
            bob.follows(alice);
            try (HomeStreamListener listener = new HomeStreamListener(bob.token(), second.httpPort())) {
                machine.eventuallyStreamed("the second tells of what is written at the first", alice, listener);
                String post = alice.posts("From here to there").getString("id");
                machine.eventually("the next post is told, too", () -> listener.hasReceived(post));
                machine.eventually("it is in home", () -> bob.home().contains(post));
            }

            first.killAndVerify();
            Person elsewhere = alice.atPort(second.httpPort());
            String[] late = {""};
            machine.eventually("the second takes posts", () -> {
                HttpResponse<String> answer =
                        elsewhere.send("POST", "/api/v1/statuses", Map.of("status", "Still here"));
                late[0] = answer.body().replaceFirst("(?s).*?\"id\":\"(\\d+)\".*", "$1");
                return answer.statusCode() == 200;
            });
            machine.eventually(
                    "what it took is in the follower's home",
                    () -> bob.send("GET", "/api/v1/timelines/home", Map.of())
                            .body()
                            .contains(late[0]));
            assertThat(second.children()).as("the second runs the servers now").isNotEmpty();
            second.stopAndVerify();
        }
    }
}
