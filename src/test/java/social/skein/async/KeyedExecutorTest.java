package social.skein.async;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyedExecutorTest {
    private final List<String> started = new ArrayList<>();
    private final List<Promise<String>> running = new ArrayList<>();

    private Future<String> start(String task) {
        Promise<String> promise = Promise.promise();
        started.add(task);
        running.add(promise);
        return promise.future();
    }

    @Test
    void tasks_of_one_key_run_in_order_and_keys_take_turns() {
        KeyedExecutor<String> executor = KeyedExecutor.confined(2, 1);
        for (String task : List.of("a1", "a2", "b1", "c1")) {
            executor.submit(task.substring(0, 1), () -> start(task));
        }
        assertThat(started).containsExactly("a1", "b1");
        assertThat(executor.pending()).isEqualTo(4);

        running.get(0).complete("done");
        assertThat(started).containsExactly("a1", "b1", "c1");
        running.get(1).complete("done");
        assertThat(started).containsExactly("a1", "b1", "c1", "a2");
    }

    @Test
    void a_task_that_throws_fails_and_frees_its_permit() {
        KeyedExecutor<String> executor = KeyedExecutor.confined(1, 1);
        IllegalStateException thrown = new IllegalStateException("no future");

        Future<String> failed = executor.submit("a", () -> {
            throw thrown;
        });
        Future<String> next = executor.submit("a", () -> Future.succeededFuture("next"));

        assertThat(failed.cause()).isSameAs(thrown);
        assertThat(next.result()).isEqualTo("next");
        assertThat(executor.pending()).isZero();
        assertThat(executor.whenIdle().succeeded()).isTrue();
    }

    @Test
    void many_tasks_that_complete_at_once_do_not_grow_the_stack() {
        KeyedExecutor<String> executor = KeyedExecutor.confined(1, 1);
        Future<String> first = executor.submit("a", () -> start("first"));
        List<Future<Integer>> rest = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            int task = i;
            rest.add(executor.submit("a", () -> Future.succeededFuture(task)));
        }

        running.get(0).complete("done");

        assertThat(first.result()).isEqualTo("done");
        assertThat(rest).allMatch(Future::succeeded);
    }

    @Test
    void discarded_tasks_never_start_and_running_ones_end() {
        KeyedExecutor<String> executor = KeyedExecutor.confined(1, 1);
        executor.submit("a", () -> start("a1"));
        Future<String> discarded = executor.submit("a", () -> start("a2"));

        executor.discardQueued();
        Future<Void> idle = executor.whenIdle();
        assertThat(idle.isComplete()).isFalse();
        running.get(0).complete("done");

        assertThat(idle.succeeded()).isTrue();
        assertThat(started).containsExactly("a1");
        assertThat(discarded.isComplete()).isFalse();
    }
}
