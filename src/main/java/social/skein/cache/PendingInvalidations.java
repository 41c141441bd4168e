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
final class PendingInvalidations {
    private static final Logger LOG = LoggerFactory.getLogger(PendingInvalidations.class);
    private static final long RETRY_DELAY_MILLIS = 500;

    /** So many are remembered of those that Redis did not take; then it is everything of the kind that has to go. */
    private static final int MAX_FAILED = 10_000;

    private final RedisLeases leases;
    private final Context context;
    private final Map<String, Integer> pending = new ConcurrentHashMap<>();
    private final Map<String, Integer> failed = new ConcurrentHashMap<>();
    private final AtomicBoolean retrying = new AtomicBoolean();

    PendingInvalidations(Vertx vertx, RedisLeases leases) {
        this.leases = leases;
        // A context of its own: a verticle's would take the timer along when it ends.
        this.context = vertx.getOrCreateContext();
    }

    boolean isPending(long id) {
        return !pending.isEmpty()
                && (pending.containsKey(leases.key(id)) || pending.containsKey(leases.ownerGenerationKey(id)));
    }

    /** Succeeds when nobody can find it any more in Redis, or else when it is known to be late. */
    Future<Void> invalidate(List<String> keys) {
        if (leases.isDisabled() || keys.isEmpty()) {
            return Future.succeededFuture();
        }
        keys.forEach(key -> adjust(pending, key, 1));
        return leases.remove(keys)
                .onSuccess(gone -> keys.forEach(key -> adjust(pending, key, -1)))
                .recover(failure -> {
                    deferFailed(keys, failure);
                    return Future.succeededFuture();
                });
    }

    private static void adjust(Map<String, Integer> counts, String key, int delta) {
        counts.merge(key, delta, (known, by) -> known + by == 0 ? null : known + by);
    }

    private void deferFailed(List<String> keys, Throwable failure) {
        List<String> owed = keys;
        if (failed.size() >= MAX_FAILED) {
            owed = leases.generationKeys();
            owed.forEach(key -> adjust(pending, key, 1));
            keys.forEach(key -> adjust(pending, key, -1));
        }
        owed.forEach(key -> adjust(failed, key, 1));
        if (retrying.compareAndSet(false, true)) {
            LOG.warn("What changed is not looked for in Redis until it can be taken out: {}", failure.toString());
            scheduleRetry();
        }
    }

    private void scheduleRetry() {
        context.runOnContext(here -> context.owner().setTimer(RETRY_DELAY_MILLIS, due -> retry()));
    }

    private void retry() {
        Map<String, Integer> owed = Map.copyOf(failed);
        leases.remove(owed.keySet())
                .onSuccess(gone -> owed.forEach((key, times) -> {
                    adjust(failed, key, -times);
                    adjust(pending, key, -times);
                }))
                .onComplete(done -> {
                    retrying.set(false);
                    if (!failed.isEmpty() && retrying.compareAndSet(false, true)) {
                        scheduleRetry();
                    }
                });
    }
}
