package social.skein.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import social.skein.support.Person;
import social.skein.support.TestDeployment;

/** Tests worker processes that join and leave while facts are published. */
class WorkerRebalanceTest {
    private static final Map<String, String> MORE_PARTITIONS_THAN_WORKERS = Map.of("SKEIN_KAFKA_PARTITIONS", "8");

    private TestDeployment deployment;

    @BeforeEach
    void start() {
        deployment = TestDeployment.unstarted();
        deployment.start(MORE_PARTITIONS_THAN_WORKERS);
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    @Test
    void workers_that_join_and_leave_lose_no_fact_and_restart_no_consumer() throws Exception {
        List<Person> authors = new ArrayList<>();
        Person reader = deployment.signUp("reader");
        for (int i = 0; i < 8; i++) {
            Person author = deployment.signUp("author" + i);
            reader.follows(author);
            authors.add(author);
        }
        deployment.settle();
        deployment.awaitRebuilds(1, reader);
        AtomicBoolean stopped = new AtomicBoolean();
        CompletableFuture<List<String>> posting = CompletableFuture.supplyAsync(() -> postUntil(stopped, authors));

        for (int i = 0; i < 3; i++) {
            deployment.start(MORE_PARTITIONS_THAN_WORKERS);
            deployment.stop(1);
        }
        stopped.set(true);
        List<String> posted = posting.get(30, TimeUnit.SECONDS);
        deployment.settle();

        assertThat(deployment.redisTimeline(reader)).containsAll(posted);
        assertThat(restarts())
                .as("consumer restarts, which a rebalance should not cause")
                .isZero();
        assertThat(deployment.deadLetters()).isEmpty();
    }

    private List<String> postUntil(AtomicBoolean stopped, List<Person> authors) {
        List<String> posted = new ArrayList<>();
        while (!stopped.get() && posted.size() < 700) {
            Person author = authors.get(posted.size() % authors.size());
            posted.add(author.posts("Post " + posted.size()).getString("id"));
        }
        return posted;
    }

    private double restarts() {
        return deployment.instance(0).metrics().find("skein.consumer.restarts").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
