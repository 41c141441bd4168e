package social.skein.stream;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Comes round to everybody once in each pause: a few at a time and in the order of their coming, with one timer for all, which
 * runs as long as there is anybody.
 */
final class Rounds {
    private static final int MOST_STOPS = 60;
    private static final int SHORTEST_MILLIS = 50;

    private final Vertx vertx;
    private final long millisBetweenStops;
    private final List<Set<Runnable>> stops = new ArrayList<>();
    private int last;
    private int visited;
    private long timer;

    Rounds(Vertx vertx, Duration pause) {
        this.vertx = vertx;
        int number = (int) Math.max(1, Math.min(MOST_STOPS, pause.toMillis() / SHORTEST_MILLIS));
        this.millisBetweenStops = Math.max(1, pause.toMillis() / number);
        for (int i = 0; i < number; i++) {
            stops.add(new HashSet<>());
        }
    }

    /** Takes the step for a reader at every round, for the first time a whole one from now, until the reader is gone. */
    void visit(Reader reader, Runnable step) {
        Set<Runnable> stop = stops.get(last);
        if (reader.isEnded() || !stop.add(step)) {
            return;
        }
        if (visited++ == 0) {
            timer = vertx.setPeriodic(millisBetweenStops, next -> go());
        }
        reader.ended().onComplete(ended -> {
            stop.remove(step);
            if (--visited == 0) {
                vertx.cancelTimer(timer);
            }
        });
    }

    private void go() {
        last = (last + 1) % stops.size();
        List.copyOf(stops.get(last)).forEach(Runnable::run);
    }
}
