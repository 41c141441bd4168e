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
 * Keys that this process has invalidated and whose removal Redis has not confirmed. Until the confirmation this process
 * does not read them from Redis, so a writer never sees its old value and need not wait. Failed removals are retried
 * until they succeed.
 */
final class PendingInvalidations {
    private static final Logger LOG = LoggerFactory.getLogger(PendingInvalidations.class);
    private static final long RETRY_DELAY_MILLIS = 500;

    /** The limit of remembered failures; beyond it all entries of this kind are invalidated instead. */
    private static final int MAX_FAILED = 10_000;

    private final RedisLeases leases;
    private final Context context;
    private final Map<String, Integer> pending = new ConcurrentHashMap<>();
    private final Map<String, Integer> failed = new ConcurrentHashMap<>();
    private final AtomicBoolean retrying = new AtomicBoolean();

    PendingInvalidations(Vertx vertx, RedisLeases leases) {
        this.leases = leases;
        // Not the context of a verticle, whose timers end with it.
        this.context = vertx.getOrCreateContext();
    }

    boolean isPending(long id) {
        return !pending.isEmpty()
                && (pending.containsKey(leases.key(id)) || pending.containsKey(leases.ownerGenerationKey(id)));
    }

    /** Removes keys. Succeeds also if Redis fails: the removal is then retried in the background. */
    Future<Void> invalidate(List<String> keys) {
        if (leases.isDisabled() || keys.isEmpty()) {
            return Future.succeededFuture();
        }
        keys.forEach(key -> adjust(pending, key, 1));
        return leases.remove(keys)
                .onSuccess(removed -> keys.forEach(key -> adjust(pending, key, -1)))
                .recover(failure -> {
                    deferFailed(keys, failure);
                    return Future.succeededFuture();
                });
    }

    private static void adjust(Map<String, Integer> counts, String key, int delta) {
        counts.merge(key, delta, (count, by) -> count + by == 0 ? null : count + by);
    }

    private void deferFailed(List<String> keys, Throwable failure) {
        List<String> retried = keys;
        if (failed.size() >= MAX_FAILED) {
            retried = leases.generationKeys();
            retried.forEach(key -> adjust(pending, key, 1));
            keys.forEach(key -> adjust(pending, key, -1));
        }
        retried.forEach(key -> adjust(failed, key, 1));
        if (retrying.compareAndSet(false, true)) {
            LOG.warn(
                    "Redis does not remove changed posts from its cache; they are read from the database until then: {}",
                    failure.toString());
            scheduleRetry();
        }
    }

    private void scheduleRetry() {
        context.runOnContext(now -> context.owner().setTimer(RETRY_DELAY_MILLIS, due -> retry()));
    }

    private void retry() {
        Map<String, Integer> retried = Map.copyOf(failed);
        leases.remove(retried.keySet())
                .onSuccess(removed -> retried.forEach((key, times) -> {
                    adjust(failed, key, -times);
                    adjust(pending, key, -times);
                }))
                .onComplete(done -> {
                    if (!failed.isEmpty()) {
                        scheduleRetry();
                        return;
                    }
                    retrying.set(false);
                    LOG.info("Redis has removed the changed posts from its cache");
                    // One may have failed since the check above.
                    if (!failed.isEmpty() && retrying.compareAndSet(false, true)) {
                        scheduleRetry();
                    }
                });
    }
}
