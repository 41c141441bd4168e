package social.skein.stream;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import social.skein.model.Problem;

/**
 * Where those wait whose stream is being opened: so many and so long at most. Who is turned away is given a time of their
 * own to come back, for where one is turned away there are mostly many.
 */
final class StreamOpenQueue {
    /** What some seconds let in; behind them the wait would be longer than clients have patience for. */
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

    /** Waits for a stream to be open; whatever keeps it from that is a {@link Problem.Unavailable}. */
    Future<Void> awaitOpen(Future<Void> opening) {
        if (opening.succeeded()) {
            return opening;
        }
        waiting++;
        metrics.opening(1);
        return opening.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(over -> {
                    waiting--;
                    metrics.opening(-1);
                })
                .recover(failure -> Future.failedFuture(reject()));
    }

    Problem reject() {
        metrics.rejected();
        return new Problem.Unavailable(
                "This stream cannot be opened at the moment",
                ThreadLocalRandom.current().nextInt(MIN_RETRY_AFTER_SECONDS, MAX_RETRY_AFTER_SECONDS + 1));
    }
}
