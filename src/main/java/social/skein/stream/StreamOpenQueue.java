package social.skein.stream;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import social.skein.model.Problem;

/**
 * The connections that are being opened, limited in number and time. A rejected one gets a random Retry-After, since
 * usually many are rejected at once.
 */
final class StreamOpenQueue {
    /** As many as open within a few seconds; clients further back would time out. */
    static final int MAX_WAITING = 2_000;

    private static final int MIN_RETRY_AFTER_SECONDS = 2;
    private static final int MAX_RETRY_AFTER_SECONDS = 20;

    private final Duration timeout;
    private final StreamMetrics metrics;
    private int waiting;

    StreamOpenQueue(Duration timeout, StreamMetrics metrics) {
        this.timeout = timeout;
        this.metrics = metrics;
    }

    boolean isFull() {
        return waiting >= MAX_WAITING;
    }

    /** Waits until a stream is open. Any failure, and a timeout, becomes a {@link Problem.Unavailable}. */
    Future<Void> awaitOpen(Future<Void> opening) {
        if (opening.succeeded()) {
            return opening;
        }
        waiting++;
        metrics.opening(1);
        return opening.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(done -> {
                    waiting--;
                    metrics.opening(-1);
                })
                .recover(failure -> Future.failedFuture(reject()));
    }

    Problem reject() {
        metrics.rejected();
        return new Problem.Unavailable(
                "The stream cannot be opened at the moment; please try again later",
                ThreadLocalRandom.current().nextInt(MIN_RETRY_AFTER_SECONDS, MAX_RETRY_AFTER_SECONDS + 1));
    }
}
