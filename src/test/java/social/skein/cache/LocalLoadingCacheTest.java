package social.skein.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A look-up of names by number, whose answers come when the test says so. */
class LocalLoadingCacheTest {
    private final List<Set<Integer>> requests = new ArrayList<>();
    private final List<Promise<Map<Integer, String>>> pendingLoads = new ArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicLong now = new AtomicLong();
    private final LocalLoadingCache<Integer, String> names = new CacheBudget(1_000_000, metrics, now::get)
            .bulkCache(new CacheBudget.LocalCacheSpec<>("names", Duration.ofHours(1), 50, String::length), this::load);

    private Future<Map<Integer, String>> load(Set<Integer> numbers) {
        Promise<Map<Integer, String>> answer = Promise.promise();
        requests.add(numbers);
        pendingLoads.add(answer);
        return answer.future();
    }

    private void completeLoad(int lookup, Map<Integer, String> found) {
        pendingLoads.get(lookup).complete(found);
    }

    @Test
    void many_who_ask_at_once_cause_one_look_up() {
        List<Future<Optional<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            waiting.add(names.get(1));
        }
        completeLoad(0, Map.of(1, "one"));

        assertThat(requests).containsExactly(Set.of(1));
        assertThat(waiting).allMatch(name -> name.result().equals(Optional.of("one")));
        assertThat(names.get(1).result()).contains("one");
        assertThat(requests).hasSize(1);
    }

    @Test
    void what_is_missing_of_many_is_looked_up_together() {
        names.get(1);
        completeLoad(0, Map.of(1, "one"));

        Future<Map<Integer, String>> three = names.getAll(List.of(1, 2, 3));
        completeLoad(1, Map.of(2, "two", 3, "three"));

        assertThat(requests).containsExactly(Set.of(1), Set.of(2, 3));
        assertThat(three.result()).isEqualTo(Map.of(1, "one", 2, "two", 3, "three"));
    }

    @Test
    void that_there_is_none_is_known_too() {
        Future<Optional<String>> nobody = names.get(7);
        completeLoad(0, Map.of());

        assertThat(nobody.result()).isEmpty();
        assertThat(names.get(7).result()).isEmpty();
        assertThat(names.getAll(List.of(7)).result()).isEmpty();
        assertThat(requests).hasSize(1);
    }

    @Test
    void what_is_forgotten_while_it_is_looked_up_is_not_kept() {
        Future<Optional<String>> early = names.get(1);
        names.invalidate(1);
        Future<Optional<String>> late = names.get(1);
        completeLoad(1, Map.of(1, "new"));
        completeLoad(0, Map.of(1, "old"));

        assertThat(early.result()).contains("old");
        assertThat(late.result()).contains("new");
        assertThat(names.get(1).result()).contains("new");
        assertThat(requests).hasSize(2);
    }

    @Test
    void a_look_up_that_fails_is_told_as_it_failed_and_made_again() {
        Future<Optional<String>> failed = names.get(1);
        IllegalStateException away = new IllegalStateException("away");
        pendingLoads.get(0).fail(away);
        assertThat(failed.cause()).isSameAs(away);

        Future<Optional<String>> again = names.get(1);
        completeLoad(1, Map.of(1, "one"));
        assertThat(again.result()).contains("one");
    }

    @Test
    void no_more_is_kept_than_there_is_memory_for() {
        String large = "x".repeat(50_000);
        for (int i = 0; i < 100; i++) {
            names.get(i);
            completeLoad(i, Map.of(i, large));
        }
        double kept =
                metrics.get("skein.cache.bytes").tag("cache", "names").gauge().value();
        assertThat(kept).isLessThanOrEqualTo(1_000_000);
        long looked = requests.size();
        names.getAll(IntStream.range(0, 100).boxed().collect(Collectors.toList()));
        assertThat(requests.size()).isGreaterThan((int) looked);
    }

    @Test
    void what_has_aged_is_looked_up_again() {
        names.get(1);
        completeLoad(0, Map.of(1, "one"));

        advanceClock(Duration.ofHours(1));
        Future<Optional<String>> later = names.get(1);
        completeLoad(1, Map.of(1, "another"));

        assertThat(later.result()).contains("another");
        assertThat(requests).containsExactly(Set.of(1), Set.of(1));
    }

    @Test
    void what_came_together_goes_one_by_one_in_the_last_quarter_of_its_age() {
        List<Integer> thousand = IntStream.range(0, 1_000).boxed().toList();
        names.getAll(thousand);
        completeLoad(0, thousand.stream().collect(Collectors.toMap(number -> number, number -> "name " + number)));

        advanceClock(Duration.ofMinutes(39));
        names.getAll(thousand);
        assertThat(requests).as("none is old after 65 %").hasSize(1);

        advanceClock(Duration.ofMinutes(6));
        names.getAll(thousand);
        assertThat(requests).as("some are looked up again behind the answer").hasSize(2);
        assertThat(requests.get(1)).hasSizeBetween(200, 600);

        advanceClock(Duration.ofMinutes(15));
        names.getAll(thousand);
        assertThat(requests.get(2)).as("none is kept any longer").hasSize(1_000);
    }

    @Test
    void what_is_asked_for_often_is_looked_up_again_by_one_and_nobody_waits() {
        names.get(1);
        completeLoad(0, Map.of(1, "one"));
        getUntilExpired();

        for (int i = 0; i < 100; i++) {
            assertThat(names.get(1).result()).contains("one");
            assertThat(names.getAll(List.of(1)).result()).containsEntry(1, "one");
        }
        assertThat(requests).hasSize(2);
        completeLoad(1, Map.of(1, "another"));

        assertThat(names.get(1).result()).contains("another");
        assertThat(requests).hasSize(2);
        assertThat(metrics.get("skein.cache.refreshes").functionCounter().count())
                .isEqualTo(1);
    }

    @Test
    void what_changes_while_it_is_looked_up_again_is_not_undone() {
        names.get(1);
        completeLoad(0, Map.of(1, "one"));
        getUntilExpired();
        names.invalidate(1);
        Future<Optional<String>> after = names.get(1);
        completeLoad(2, Map.of(1, "new"));
        completeLoad(1, Map.of(1, "old"));

        assertThat(after.result()).contains("new");
        assertThat(names.get(1).result()).contains("new");
    }

    @Test
    void a_second_look_that_fails_is_made_once_more_by_the_next_who_asks() {
        names.get(1);
        completeLoad(0, Map.of(1, "one"));
        getUntilExpired();
        pendingLoads.get(1).fail("away");

        assertThat(names.get(1).result()).contains("one");
        completeLoad(2, Map.of(1, "another"));
        assertThat(names.get(1).result()).contains("another");
    }

    /** Until it is in the last tenth of its age, whenever that begins, and is being looked up again. */
    private void getUntilExpired() {
        while (requests.size() == 1) {
            advanceClock(Duration.ofMinutes(1));
            assertThat(names.get(1).result()).contains("one");
        }
    }

    private void advanceClock(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void hits_and_misses_are_counted() {
        names.get(1);
        completeLoad(0, Map.of(1, "one"));
        names.get(1);
        names.getAll(List.of(1, 2));

        assertThat(lookups("hit")).isEqualTo(2);
        assertThat(lookups("miss")).isEqualTo(2);
    }

    private double lookups(String outcome) {
        return metrics.get("skein.cache.lookups")
                .tag("outcome", outcome)
                .functionCounter()
                .count();
    }
}
