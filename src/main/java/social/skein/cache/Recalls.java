package social.skein.cache;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process takes out of Redis because it has changed. Until Redis says that it is gone nobody here looks for it
 * there, so that who changed something never meets it as it was, and need not wait. Where Redis does not say so it is asked
 * again and again.
 */
final class Recalls {
    private static final Logger LOG = LoggerFactory.getLogger(Recalls.class);
    private static final long PAUSE_MILLIS = 500;

    /** So many are remembered of those that Redis did not take; then it is everything of the kind that has to go. */
    private static final int MOST = 10_000;

    private final Leases leases;
    private final Context home;
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
    private final Map<String, Integer> late = new ConcurrentHashMap<>();
    private final AtomicBoolean repeating = new AtomicBoolean();

    Recalls(Vertx vertx, Leases leases) {
        this.leases = leases;
        // A context of its own: a verticle's would take the timer along when it ends.
        this.home = vertx.getOrCreateContext();
    }

    boolean concern(long id) {
        return !underWay.isEmpty() && (underWay.containsKey(leases.key(id)) || underWay.containsKey(leases.around(id)));
    }

    /** Succeeds when nobody can find it any more in Redis, or else when it is known to be late. */
    Future<Void> of(List<String> keys) {
        if (leases.areNone() || keys.isEmpty()) {
            return Future.succeededFuture();
        }
        keys.forEach(key -> add(underWay, key, 1));
        return leases.remove(keys)
                .onSuccess(gone -> keys.forEach(key -> add(underWay, key, -1)))
                .recover(failure -> {
                    later(keys, failure);
                    return Future.succeededFuture();
                });
    }

    private static void add(Map<String, Integer> times, String key, int more) {
        times.merge(key, more, (known, by) -> known + by == 0 ? null : known + by);
    }

    private void later(List<String> keys, Throwable failure) {
        List<String> owed = keys;
        if (late.size() >= MOST) {
            owed = leases.generations();
            owed.forEach(key -> add(underWay, key, 1));
            keys.forEach(key -> add(underWay, key, -1));
        }
        owed.forEach(key -> add(late, key, 1));
        if (repeating.compareAndSet(false, true)) {
            LOG.warn("What changed is not looked for in Redis until it can be taken out: {}", failure.toString());
            repeatLater();
        }
    }

    private void repeatLater() {
        home.runOnContext(here -> home.owner().setTimer(PAUSE_MILLIS, due -> repeat()));
    }

    private void repeat() {
        Map<String, Integer> owed = Map.copyOf(late);
        leases.remove(owed.keySet())
                .onSuccess(gone -> owed.forEach((key, times) -> {
                    add(late, key, -times);
                    add(underWay, key, -times);
                }))
                .onComplete(done -> {
                    repeating.set(false);
                    if (!late.isEmpty() && repeating.compareAndSet(false, true)) {
                        repeatLater();
                    }
                });
    }
}
