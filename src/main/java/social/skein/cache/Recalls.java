package social.skein.cache;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process takes out of Redis because it has changed. Until Redis says that it is gone nobody here looks for it
 * there, so that who changed something never meets it as it was, and need not wait. Where Redis does not say so, nobody here
 * looks for anything of the kind until all of it is gone.
 */
final class Recalls {
    private static final Logger LOG = LoggerFactory.getLogger(Recalls.class);
    private static final long PAUSE_MILLIS = 500;

    private final Leases leases;
    private final Context home;
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();
    private final AtomicLong owed = new AtomicLong();
    private final AtomicBoolean paying = new AtomicBoolean();
    private volatile long paid;

    Recalls(Vertx vertx, Leases leases) {
        this.leases = leases;
        // A context of its own: a verticle's would take the timer along when it ends.
        this.home = vertx.getOrCreateContext();
    }

    /** Whether Redis may hold something that is known here to have changed, nobody knows what. */
    boolean areOwed() {
        return paid != owed.get();
    }

    boolean concern(long id) {
        return !underWay.isEmpty() && (underWay.containsKey(leases.key(id)) || underWay.containsKey(leases.around(id)));
    }

    /** Succeeds when nobody can find it any more in Redis, or when this process knows that somebody may. */
    Future<Void> of(List<String> keys) {
        if (leases.areNone() || keys.isEmpty()) {
            return Future.succeededFuture();
        }
        keys.forEach(key -> underWay.merge(key, 1, Integer::sum));
        return leases.remove(keys)
                .recover(failure -> {
                    owe(failure);
                    return Future.succeededFuture();
                })
                .onComplete(gone -> keys.forEach(
                        key -> underWay.computeIfPresent(key, (same, times) -> times == 1 ? null : times - 1)));
    }

    private void owe(Throwable failure) {
        owed.incrementAndGet();
        if (paying.compareAndSet(false, true)) {
            LOG.warn(
                    "What changed could not be taken out of Redis, and is not looked for there: {}",
                    failure.toString());
            payLater();
        }
    }

    private void payLater() {
        home.runOnContext(here -> home.owner().setTimer(PAUSE_MILLIS, due -> pay()));
    }

    private void pay() {
        long all = owed.get();
        leases.remove(leases.generations()).onSuccess(gone -> paid = all).onComplete(done -> {
            paying.set(false);
            if (areOwed() && paying.compareAndSet(false, true)) {
                payLater();
            }
        });
    }
}
