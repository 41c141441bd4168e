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

/** Does one thing for each of many, so many of them at a time; for a thread that may wait, which no event loop is. */
final class BoundedConcurrency {
    private static final int MAX_IN_FLIGHT = 32;
    /** Longer than any store that still works takes for one of these. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Semaphore permits = new Semaphore(MAX_IN_FLIGHT);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Returns when all is done; the first failure stops it. Tells {@code progress} the share begun. */
    static <T> void forEach(Iterable<T> items, int count, Function<T, Future<?>> work, Consumer<Double> progress) {
        BoundedConcurrency flight = new BoundedConcurrency();
        int begun = 0;
        for (T one : items) {
            flight.acquire(1);
            flight.track(work.apply(one));
            progress.accept(Math.min((double) ++begun / count, 0.999));
        }
        flight.acquire(MAX_IN_FLIGHT);
        progress.accept(1.0);
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
                throw new IllegalStateException("Seeding stopped: the stores did not answer within "
                        + TIMEOUT.toSeconds() + " s. Run it again to go on.");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Seeding was interrupted. Run it again to go on.", interrupted);
        }
        Optional.ofNullable(failure.get()).ifPresent(cause -> {
            throw new IllegalStateException(
                    "Seeding stopped: " + cause.getMessage() + ". Run it again to go on.", cause);
        });
    }
}
