package social.skein.seed;

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
final class InFlight {
    private static final int MOST = 32;
    /** Longer than any store that still works takes for one of these. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Semaphore places = new Semaphore(MOST);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Returns when all is done; the first failure stops it. Tells {@code progress} the share begun. */
    static <T> void each(Iterable<T> many, int count, Function<T, Future<?>> work, Consumer<Double> progress) {
        InFlight flight = new InFlight();
        int begun = 0;
        for (T one : many) {
            flight.enter(1);
            flight.begin(work.apply(one));
            progress.accept(Math.min((double) ++begun / count, 0.999));
        }
        flight.enter(MOST);
        progress.accept(1.0);
    }

    private void begin(Future<?> future) {
        Future<?> watched = future.onComplete(done -> {
            if (done.failed()) {
                failure.compareAndSet(null, done.cause());
            }
            places.release();
        });
        assert watched == future;
    }

    private void enter(int wanted) {
        try {
            if (!places.tryAcquire(wanted, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Seeding stopped: the stores did not answer within "
                        + PATIENCE.toSeconds() + " s. Run it again to go on.");
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
