package social.skein.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests that decoders wait for memory, in order, and that none is lost. */
class DecodeBudgetTest {
    @Test
    void work_waits_in_order_until_it_fits() {
        DecodeBudget budget = new DecodeBudget(100);
        List<String> started = new ArrayList<>();
        Promise<String> small = start(budget, 40, "small", started);
        Promise<String> large = start(budget, 80, "large", started);
        Promise<String> tiny = start(budget, 1, "tiny", started);
        assertThat(started).as("tiny would fit, but must not overtake").containsExactly("small");
        assertThat(budget.waiting()).isEqualTo(2);
        small.complete("done");
        assertThat(started).containsExactly("small", "large", "tiny");
        assertThat(budget.held()).isEqualTo(81);
        large.fail("damaged");
        tiny.complete("done");
        assertThat(budget.held()).isZero();
    }

    @Test
    void work_that_exceeds_the_budget_runs_alone() {
        DecodeBudget budget = new DecodeBudget(100);
        List<String> started = new ArrayList<>();
        Promise<String> small = start(budget, 1, "small", started);
        Promise<String> huge = start(budget, 1_000, "huge", started);
        start(budget, 1, "next", started);
        assertThat(started).containsExactly("small");
        small.complete("done");
        assertThat(started).containsExactly("small", "huge");
        huge.complete("done");
        assertThat(started).containsExactly("small", "huge", "next");
    }

    @Test
    void work_that_throws_gives_its_bytes_back() {
        DecodeBudget budget = new DecodeBudget(100);
        Future<String> failed = budget.run(60, () -> {
            throw new IllegalStateException("broken");
        });
        assertThat(failed.cause()).hasMessage("broken");
        assertThat(budget.held()).isZero();
        assertThatThrownBy(() -> new DecodeBudget(0)).hasMessageContaining("at least 1 byte");
    }

    @Test
    void work_that_ends_at_once_does_not_deepen_the_stack() {
        DecodeBudget budget = new DecodeBudget(1);
        Promise<String> first = start(budget, 1, "first", new ArrayList<>());
        AtomicLong ended = new AtomicLong();
        for (int i = 0; i < 50_000; i++) {
            budget.run(1, () -> Future.succeededFuture(ended.incrementAndGet()));
        }
        first.complete("done");
        assertThat(ended).hasValue(50_000);
    }

    @Test
    void the_bound_holds_for_work_of_several_event_loops() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            DecodeBudget budget = new DecodeBudget(100);
            AtomicLong held = new AtomicLong();
            AtomicLong highest = new AtomicLong();
            List<Future<?>> all = Collections.synchronizedList(new ArrayList<>());
            List<Future<?>> submitted = new ArrayList<>();
            for (int loop = 0; loop < 4; loop++) {
                Context context = vertx.getOrCreateContext();
                Promise<Void> ready = Promise.promise();
                submitted.add(ready.future());
                context.runOnContext(now -> {
                    for (int i = 0; i < 250; i++) {
                        long bytes = ThreadLocalRandom.current().nextLong(1, 101);
                        all.add(budget.run(bytes, () -> {
                            assertThat(Vertx.currentContext()).isSameAs(context);
                            highest.accumulateAndGet(held.addAndGet(bytes), Math::max);
                            return vertx.executeBlocking(() -> held.addAndGet(-bytes), false);
                        }));
                    }
                    ready.complete();
                });
            }
            await(Future.all(submitted));
            await(Future.all(List.copyOf(all)));
            assertThat(all).hasSize(1_000);
            assertThat(highest.get()).isBetween(90L, 100L);
            assertThat(budget.held()).isZero();
            assertThat(budget.waiting()).isZero();
        } finally {
            await(vertx.close());
        }
    }

    @Test
    void the_default_has_room_for_a_photo_of_the_largest_size() {
        long heap = Runtime.getRuntime().maxMemory();
        assertThat(DecodeBudget.ofHeap().capacity()).isBetween(heap / 4, heap / 2);
        ImageHeader photo = new ImageHeader(ImageFormat.JPEG, 7_680, 4_320, 1, 1, 3);
        long cost = new ImageProcessor(ImageLimits.DEFAULT).costBytes(photo);
        assertThat(DecodeBudget.ofHeap().capacity()).isGreaterThanOrEqualTo(Math.min(cost, heap / 2));
    }

    private static void await(Future<?> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Promise<String> start(DecodeBudget budget, long bytes, String name, List<String> started) {
        Promise<String> work = Promise.promise();
        budget.run(bytes, () -> {
            started.add(name);
            return work.future();
        });
        return work;
    }
}
