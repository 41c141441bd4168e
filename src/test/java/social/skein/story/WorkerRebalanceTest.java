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

/** Processes that join and leave while facts are told. */
class WorkerRebalanceTest {
    private TestDeployment deployment;

    @BeforeEach
    void start() {
        deployment = TestDeployment.withInstances(1);
    }

    @AfterEach
    void stop() {
        deployment.close();
    }

    @Test
    void workers_that_come_and_go_lose_nothing_and_stop_nobody() throws Exception {
        List<Person> authors = new ArrayList<>();
        Person reader = deployment.signUp("reader");
        for (int i = 0; i < 8; i++) {
            Person author = deployment.signUp("author" + i);
            reader.follows(author);
            authors.add(author);
        }
        deployment.settle();
        deployment.awaitRebuilds(1, reader);
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<List<String>> posting = CompletableFuture.supplyAsync(() -> postUntil(enough, authors));

        for (int i = 0; i < 3; i++) {
            deployment.start(Map.of());
            deployment.stop(1);
        }
        enough.set(true);
        List<String> posted = posting.get(30, TimeUnit.SECONDS);
        deployment.settle();

        assertThat(deployment.redisTimeline(reader)).containsAll(posted);
        assertThat(restarts()).as("a change of the group is no failure").isZero();
        assertThat(deployment.deadLetters()).isEmpty();
    }

    private List<String> postUntil(AtomicBoolean enough, List<Person> authors) {
        List<String> posted = new ArrayList<>();
        while (!enough.get() && posted.size() < 700) {
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
