package social.skein.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.Problem;

/**
 * Checks a store in the background, and logs once when it stops answering and once when it answers again. The last
 * result is always available at once, however long a check takes.
 */
final class StoreHealth {
    private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);

    static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long TIMEOUT_MILLIS = 2_000;

    /** A single lost connection is no outage: a check that failed at once is repeated. */
    private static final long REPEAT_MILLIS = 250;

    /** A result that is older is worth nothing: the checks themselves no longer run. */
    private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Vertx vertx;
    private final StoreName name;
    private final Duration interval;
    private final Supplier<Future<?>> check;
    private volatile boolean answered = true;
    private volatile boolean failedTwice;
    private volatile long checkedAt = System.nanoTime();
    private long downSince;
    private boolean closed;

    /**
     * @param interval the pause between two checks
     * @param check sends a command to the store; it may never complete
     */
    StoreHealth(Vertx vertx, StoreName name, Duration interval, Supplier<Future<?>> check, MeterRegistry metrics) {
        this.vertx = vertx;
        this.name = name;
        this.interval = interval;
        this.check = check;
        Gauge.builder("skein.store.up", () -> isUp() ? 1 : 0)
                .description("1 while a store answers the checks of this process, otherwise 0")
                .tag("store", name.label())
                .register(metrics);
    }

    /**
     * A store in the log and the metrics.
     *
     * @param label such as "redis"
     * @param title such as "Redis at 10.0.0.7:6379"
     * @param consequence what happens while it is down
     */
    record StoreName(String label, String title, String consequence) {}

    /** Checks now, and again after each interval; succeeds after the first check. */
    Future<Void> start() {
        return checkOnce().onSuccess(checked -> scheduleNext());
    }

    private void scheduleNext() {
        if (!closed) {
            vertx.setTimer(interval.toMillis(), due -> checkOnce().onSuccess(checked -> scheduleNext()));
        }
    }

    void stop() {
        closed = true;
    }

    /** Never fails. */
    private Future<Void> checkOnce() {
        return attempt()
                .recover(failure -> failure instanceof TimeoutException || !answered
                        ? Future.failedFuture(failure)
                        : vertx.timer(REPEAT_MILLIS, TimeUnit.MILLISECONDS).compose(due -> attempt()))
                .onSuccess(up -> onAnswer())
                .onFailure(this::onFailure)
                .otherwiseEmpty();
    }

    private Future<Void> attempt() {
        return check.get().timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).mapEmpty();
    }

    private void onAnswer() {
        checkedAt = System.nanoTime();
        if (!answered && !closed) {
            LOG.info("{} answers again, after {} s", name.title, secondsSince(downSince));
        }
        answered = true;
        failedTwice = false;
    }

    private void onFailure(Throwable failure) {
        checkedAt = System.nanoTime();
        if (answered && !closed) {
            downSince = checkedAt;
            LOG.warn("{} does not answer; {}: {}", name.title, name.consequence, reason(failure));
        }
        failedTwice = !answered;
        answered = false;
    }

    private static String reason(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return "no response within " + TIMEOUT_MILLIS / 1_000 + " s";
        }
        return failure instanceof Problem.Unavailable outage ? outage.reason() : String.valueOf(failure.getMessage());
    }

    /** Whether the last check succeeded. */
    boolean isUp() {
        return answered && System.nanoTime() - checkedAt < MAX_AGE_NANOS;
    }

    /** Whether the last two checks failed. A single one may have failed because this process was busy. */
    boolean isDown() {
        return failedTwice;
    }

    /** The age of the last result. */
    double ageSeconds() {
        return Math.round((System.nanoTime() - checkedAt) / 1e8) / 10.0;
    }

    private static long secondsSince(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
    }
}
