package social.skein.context;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The read consistency of a request: it may read from a replica that has replayed at least the LSN of the reader's last
 * write. Work without one reads from the primary.
 */
public final class ReadConsistency {
    private static final ContextLocal<ReadConsistency> CURRENT = ContextLocal.registerLocal(ReadConsistency.class);

    private final Supplier<Future<Long>> lsnLookup;
    private @Nullable Future<Long> lsn;

    private ReadConsistency(Supplier<Future<Long>> lsnLookup) {
        this.lsnLookup = lsnLookup;
    }

    static void register() {
        // Loading the class runs the static initialiser, which registers the context local.
    }

    /** Allows any healthy replica. */
    public static ReadConsistency eventual() {
        return new ReadConsistency(() -> Future.succeededFuture(0L));
    }

    /** Requires this LSN, which is looked up at most once, and only if a replica might be used. */
    public static ReadConsistency atLeast(Supplier<Future<Long>> lsnLookup) {
        return new ReadConsistency(lsnLookup);
    }

    /** The read consistency of the current context; empty if it must read from the primary. */
    public static Optional<ReadConsistency> current() {
        Context context = Vertx.currentContext();
        return context == null ? Optional.empty() : Optional.ofNullable(context.getLocal(CURRENT));
    }

    /** Sets this for the current context, which must be a duplicated one that belongs to the request. */
    public void makeCurrent() {
        Context context = Vertx.currentContext();
        if (context != null) {
            context.putLocal(CURRENT, this);
        }
    }

    /** The LSN that a replica must have replayed, as a number. */
    public Future<Long> minLsn() {
        Future<Long> lookup = lsn;
        if (lookup == null) {
            lookup = lsnLookup.get();
            lsn = lookup;
        }
        return lookup;
    }

    /**
     * Runs work that must read from the primary regardless of the caller's consistency, because its result is cached
     * for others or decides on permissions. It has no {@link Deadline} either: other requests may wait for the same
     * result longer than the caller does.
     */
    public static <T> Future<T> readLatest(Supplier<Future<T>> work) {
        if (current().isEmpty() && !Deadline.hasCurrent()) {
            return work.get();
        }
        ContextInternal current = (ContextInternal) Vertx.currentContext();
        Optional<Trace> trace = Trace.current();
        Promise<T> outcome = current.promise();
        current.duplicate().runOnContext(entered -> {
            trace.ifPresent(Trace::makeCurrent);
            Future.succeededFuture().compose(started -> work.get()).onComplete(outcome);
        });
        return outcome.future();
    }
}
