package social.skein.demo.seed;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs an asynchronous action for each item, a fixed number of them at a time. It blocks the calling thread, which
 * therefore must not be an event loop; on one, use {@link social.skein.async.KeyedExecutor}.
 */
final class BoundedConcurrency {
    private static final int MAX_IN_FLIGHT = 32;
    /** A store that works responds much faster. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Semaphore permits = new Semaphore(MAX_IN_FLIGHT);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * Returns when all actions are done; the first failure stops it.
     *
     * @param progress receives the fraction of the items that have been started, from 0 to 1
     */
    static <T> void forEach(Iterable<T> items, int count, Function<T, Future<?>> action, Consumer<Double> progress) {
        BoundedConcurrency actions = new BoundedConcurrency();
        int started = 0;
        for (T item : items) {
            actions.acquire(1);
            actions.track(start(action, item));
            progress.accept(Math.min((double) ++started / count, 0.999));
        }
        actions.acquire(MAX_IN_FLIGHT);
        progress.accept(1.0);
    }

    /** An action that throws counts as failed, so that its permit is released. */
    private static <T> Future<?> start(Function<T, Future<?>> action, T item) {
        return Future.succeededFuture(item).compose(action::apply);
    }

    private void track(Future<?> future) {
        Future<?> watched = future.onComplete(done -> {
            if (done.failed()) {
                failure.compareAndSet(null, done.cause());
            }
            permits.release();
        });
        assert watched == future;
    }

    private void acquire(int count) {
        try {
            if (!permits.tryAcquire(count, TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Seeding stopped: the stores did not respond within "
                        + TIMEOUT.toSeconds() + " s. Run it again to resume.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Seeding was interrupted. Run it again to resume.", interrupted);
        }
        Optional.ofNullable(failure.get()).ifPresent(cause -> {
            throw new IllegalStateException(
                    "Seeding stopped: " + cause.getMessage() + ". Run it again to resume.", cause);
        });
    }
}
