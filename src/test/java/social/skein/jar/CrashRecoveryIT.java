package social.skein.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests a crash under write load. */
class CrashRecoveryIT {
    private static final int WRITERS = 4;
    private static final int POSTS_EACH = 50;

    @Test
    void posts_acknowledged_before_a_kill_are_in_every_home_exactly_once() throws Exception {
        try (JarRunner runner = new JarRunner()) {
            JarProcess killed = runner.start().awaitReady();
            Person alice = runner.signUp("alice", killed);
            Person bob = runner.signUp("bob", killed);
            bob.follows(alice);

            Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
            List<Thread> writers = Stream.generate(() -> new Thread(() -> write(alice, acknowledged)))
                    .limit(WRITERS)
                    .toList();
            writers.forEach(Thread::start);
            runner.eventually("half of the posts are written", () -> acknowledged.size() >= WRITERS * POSTS_EACH / 2);
            killed.killAndVerify();
            for (Thread writer : writers) {
                writer.join();
            }

            assertThat(acknowledged).as("posts acknowledged before the kill").hasSizeLessThan(WRITERS * POSTS_EACH);
            int port = runner.start().awaitReady().httpPort();
            for (Person reader : List.of(alice.atPort(port), bob.atPort(port))) {
                runner.eventually(
                        "all acknowledged posts are in the home of " + reader.name(),
                        () -> new HashSet<>(TestDeployment.readWholeHome(reader, 40)).containsAll(acknowledged));
                assertThat(TestDeployment.readWholeHome(reader, 40)).doesNotHaveDuplicates();
            }
        }
    }

    /** Writes all posts, or until the server is down. */
    private static void write(Person alice, Queue<String> acknowledged) {
        for (int i = 0; i < POSTS_EACH; i++) {
            try {
                HttpResponse<String> response = alice.send("POST", "/api/v1/statuses", Map.of("status", "Number " + i));
                if (response.statusCode() == 200) {
                    acknowledged.add(new JsonObject(response.body()).getString("id"));
                }
            } catch (AssertionError serverDown) {
                return;
            }
        }
    }
}
