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

/** A power cut while people write. */
class CrashRecoveryIT {
    private static final int WRITERS = 4;
    private static final int POSTS_EACH = 50;

    @Test
    void what_was_acknowledged_before_a_kill_is_in_every_home_exactly_once() throws Exception {
        try (JarRunner machine = new JarRunner()) {
            JarProcess killed = machine.start().awaitReady();
            Person alice = machine.signUp("alice", killed);
            Person bob = machine.signUp("bob", killed);
            bob.follows(alice);

            Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
            List<Thread> writers = Stream.generate(() -> new Thread(() -> write(alice, acknowledged)))
                    .limit(WRITERS)
                    .toList();
            writers.forEach(Thread::start);
            machine.eventually("half of the posts are written", () -> acknowledged.size() >= WRITERS * POSTS_EACH / 2);
            killed.killAndVerify();
            for (Thread writer : writers) {
                writer.join();
            }

            assertThat(acknowledged).as("the kill came in time").hasSizeLessThan(WRITERS * POSTS_EACH);
            int port = machine.start().awaitReady().httpPort();
            for (Person reader : List.of(alice.atPort(port), bob.atPort(port))) {
                machine.eventually(
                        "all that was acknowledged is in the home of " + reader.name(),
                        () -> new HashSet<>(TestDeployment.readWholeHome(reader, 40)).containsAll(acknowledged));
                assertThat(TestDeployment.readWholeHome(reader, 40)).doesNotHaveDuplicates();
            }
        }
    }

    /** Writes until all is written or nobody answers. */
    private static void write(Person alice, Queue<String> acknowledged) {
        for (int i = 0; i < POSTS_EACH; i++) {
            try {
                HttpResponse<String> answer = alice.send("POST", "/api/v1/statuses", Map.of("status", "Number " + i));
                if (answer.statusCode() == 200) {
                    acknowledged.add(new JsonObject(answer.body()).getString("id"));
                }
            } catch (AssertionError nobodyAnswers) {
                return;
            }
        }
    }
}
