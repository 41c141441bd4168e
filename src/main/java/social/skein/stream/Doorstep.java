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
final class Doorstep {
    /** What some seconds let in; behind them the wait would be longer than clients have patience for. */
    static final int MOST_WAITING = 2_000;

    private static final int SOONEST_SECONDS = 2;
    private static final int LATEST_SECONDS = 20;

    private final Duration patience;
    private final StreamMetrics metrics;
    private int waiting;

    Doorstep(Duration patience, StreamMetrics metrics) {
        this.patience = patience;
        this.metrics = metrics;
    }

    boolean isFull() {
        return waiting >= MOST_WAITING;
    }

    /** Waits for a stream to be open; whatever keeps it from that is a {@link Problem.Unavailable}. */
    Future<Void> await(Future<Void> opening) {
        if (opening.succeeded()) {
            return opening;
        }
        waiting++;
        metrics.waiting(1);
        return opening.timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(over -> {
                    waiting--;
                    metrics.waiting(-1);
                })
                .recover(failure -> Future.failedFuture(turnedAway()));
    }

    Problem turnedAway() {
        metrics.refused();
        return new Problem.Unavailable(
                "This stream cannot be opened at the moment",
                ThreadLocalRandom.current().nextInt(SOONEST_SECONDS, LATEST_SECONDS + 1));
    }
}
