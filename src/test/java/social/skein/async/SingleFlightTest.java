package social.skein.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class SingleFlightTest {
    private final Map<Integer, Future<String>> calls = new ConcurrentHashMap<>();
    private final SingleFlight<Integer, String> names = new SingleFlight<>(calls, name -> !name.isEmpty());
    private final List<Promise<String>> loads = new ArrayList<>();

    private Future<String> get() {
        return names.get(1, () -> {
            loads.add(Promise.promise());
            return loads.get(loads.size() - 1).future();
        });
    }

    @Test
    void concurrent_callers_share_one_load() {
        Future<String> first = get();
        Future<String> second = get();
        loads.get(0).complete("one");

        assertThat(first.result()).isEqualTo("one");
        assertThat(second.result()).isEqualTo("one");
        assertThat(get().result()).isEqualTo("one");
        assertThat(loads).hasSize(1);
    }

    @Test
    void failures_and_results_that_are_not_cacheable_are_loaded_again() {
        Future<String> failed = get();
        loads.get(0).fail("down");
        Future<String> empty = get();
        loads.get(1).complete("");
        Future<String> found = get();
        loads.get(2).complete("one");

        assertThat(failed.failed()).isTrue();
        assertThat(empty.result()).isEmpty();
        assertThat(found.result()).isEqualTo("one");
    }

    @Test
    void a_loader_that_throws_fails_the_call_and_is_not_remembered() {
        Future<String> failed = names.get(1, () -> {
            throw new IllegalStateException("no future");
        });

        assertThat(failed.cause()).hasMessage("no future");
        assertThat(calls).isEmpty();
    }

    @Test
    void a_load_that_was_removed_meanwhile_does_not_come_back() {
        Future<String> old = get();
        calls.remove(1);
        Future<String> recent = get();
        loads.get(1).complete("new");
        loads.get(0).complete("old");

        assertThat(old.result()).isEqualTo("old");
        assertThat(recent.result()).isEqualTo("new");
        assertThat(get().result()).isEqualTo("new");
    }
}
