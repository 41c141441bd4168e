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

/** Tests a cache of names by number. Each test decides when a load completes. */
class LocalLoadingCacheTest {
    private final List<Set<Integer>> requests = new ArrayList<>();
    private final List<Promise<Map<Integer, String>>> pendingLoads = new ArrayList<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicLong now = new AtomicLong();
    private final LocalLoadingCache<Integer, String> names = new CacheBudget(1_000_000, metrics, now::get)
            .bulkCache(new CacheBudget.LocalCacheSpec<>("names", Duration.ofHours(1), 50, String::length), this::load);

    private Future<Map<Integer, String>> load(Set<Integer> numbers) {
        Promise<Map<Integer, String>> load = Promise.promise();
        requests.add(numbers);
        pendingLoads.add(load);
        return load.future();
    }

    private void completeLoad(int load, Map<Integer, String> found) {
        pendingLoads.get(load).complete(found);
    }

    @Test
    void concurrent_requests_share_one_load() {
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
    void missing_keys_are_loaded_together() {
        names.get(1);
        completeLoad(0, Map.of(1, "one"));

        Future<Map<Integer, String>> three = names.getAll(List.of(1, 2, 3));
        completeLoad(1, Map.of(2, "two", 3, "three"));

        assertThat(requests).containsExactly(Set.of(1), Set.of(2, 3));
        assertThat(three.result()).isEqualTo(Map.of(1, "one", 2, "two", 3, "three"));
    }

    @Test
    void absence_is_cached_too() {
        Future<Optional<String>> absent = names.get(7);
        completeLoad(0, Map.of());

        assertThat(absent.result()).isEmpty();
        assertThat(names.get(7).result()).isEmpty();
        assertThat(names.getAll(List.of(7)).result()).isEmpty();
        assertThat(requests).hasSize(1);
    }

    @Test
    void a_key_invalidated_during_its_load_is_not_cached() {
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
    void a_failed_load_fails_the_request_with_its_cause_and_is_repeated() {
        Future<Optional<String>> failed = names.get(1);
        IllegalStateException failure = new IllegalStateException("down");
        pendingLoads.get(0).fail(failure);
        assertThat(failed.cause()).isSameAs(failure);

        Future<Optional<String>> again = names.get(1);
        completeLoad(1, Map.of(1, "one"));
        assertThat(again.result()).contains("one");
    }

    @Test
    void the_cache_stays_within_its_budget() {
        String large = "x".repeat(50_000);
        for (int i = 0; i < 100; i++) {
            names.get(i);
            completeLoad(i, Map.of(i, large));
        }
        double bytes =
                metrics.get("skein.cache.bytes").tag("cache", "names").gauge().value();
        assertThat(bytes).isLessThanOrEqualTo(1_000_000);
        int before = requests.size();
        names.getAll(IntStream.range(0, 100).boxed().collect(Collectors.toList()));
        assertThat(requests.size()).isGreaterThan(before);
    }

    @Test
    void an_expired_entry_is_loaded_again() {
        names.get(1);
        completeLoad(0, Map.of(1, "one"));

        advanceClock(Duration.ofHours(1));
        Future<Optional<String>> later = names.get(1);
        completeLoad(1, Map.of(1, "another"));

        assertThat(later.result()).contains("another");
        assertThat(requests).containsExactly(Set.of(1), Set.of(1));
    }

    @Test
    void entries_loaded_together_expire_one_by_one_in_the_last_quarter_of_the_ttl() {
        List<Integer> thousand = IntStream.range(0, 1_000).boxed().toList();
        names.getAll(thousand);
        completeLoad(0, thousand.stream().collect(Collectors.toMap(number -> number, number -> "name " + number)));

        advanceClock(Duration.ofMinutes(39));
        names.getAll(thousand);
        assertThat(requests).as("none is due after 65 %").hasSize(1);

        advanceClock(Duration.ofMinutes(6));
        names.getAll(thousand);
        assertThat(requests).as("some are reloaded in the background").hasSize(2);
        assertThat(requests.get(1)).hasSizeBetween(200, 600);

        advanceClock(Duration.ofMinutes(15));
        names.getAll(thousand);
        assertThat(requests.get(2)).as("all have expired").hasSize(1_000);
    }

    @Test
    void a_popular_entry_is_reloaded_once_in_the_background() {
        names.get(1);
        completeLoad(0, Map.of(1, "one"));
        getUntilReloading();

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
    void a_reload_does_not_undo_an_invalidation() {
        names.get(1);
        completeLoad(0, Map.of(1, "one"));
        getUntilReloading();
        names.invalidate(1);
        Future<Optional<String>> after = names.get(1);
        completeLoad(2, Map.of(1, "new"));
        completeLoad(1, Map.of(1, "old"));

        assertThat(after.result()).contains("new");
        assertThat(names.get(1).result()).contains("new");
    }

    @Test
    void a_failed_reload_is_repeated_by_the_next_request() {
        names.get(1);
        completeLoad(0, Map.of(1, "one"));
        getUntilReloading();
        pendingLoads.get(1).fail("down");

        assertThat(names.get(1).result()).contains("one");
        completeLoad(2, Map.of(1, "another"));
        assertThat(names.get(1).result()).contains("another");
    }

    /** Advances the clock until the entry is in the last tenth of its lifetime and its reload has started. */
    private void getUntilReloading() {
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
