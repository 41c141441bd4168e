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
 * How fresh what a piece of work reads must be: it may be a little old, but not older than a place in the database's log,
 * where its reader wrote last. Work that nobody said this of reads the latest.
 */
public final class ReadConsistency {
    private static final ContextLocal<ReadConsistency> CURRENT = ContextLocal.registerLocal(ReadConsistency.class);

    private final Supplier<Future<Long>> lsnLookup;
    private @Nullable Future<Long> lsn;

    private ReadConsistency(Supplier<Future<Long>> lsnLookup) {
        this.lsnLookup = lsnLookup;
    }

    static void register() {
        // The static initialiser has done it.
    }

    /** As old as a replica may be. */
    public static ReadConsistency eventual() {
        return new ReadConsistency(() -> Future.succeededFuture(0L));
    }

    /** As old as this place in the log; it is looked for once, and only if a replica could answer. */
    public static ReadConsistency atLeast(Supplier<Future<Long>> lsnLookup) {
        return new ReadConsistency(lsnLookup);
    }

    /** What the work this thread is doing now may read; nothing where that must be the latest. */
    public static Optional<ReadConsistency> current() {
        Context context = Vertx.currentContext();
        return context == null ? Optional.empty() : Optional.ofNullable(context.getLocal(CURRENT));
    }

    /** Lets the current context, which must be a request's own, read what is a little old. */
    public void makeCurrent() {
        Context context = Vertx.currentContext();
        if (context != null) {
            context.putLocal(CURRENT, this);
        }
    }

    /** The place in the log that whoever answers must have reached. */
    public Future<Long> minLsn() {
        Future<Long> known = lsn;
        if (known == null) {
            known = lsnLookup.get();
            lsn = known;
        }
        return known;
    }

    /**
     * Has something read the latest, and to its end, whoever asks for it: what is kept for others, or decides what somebody
     * may do. It has no {@link Deadline}, since others may wait for it longer than who asked first.
     */
    public static <T> Future<T> readLatest(Supplier<Future<T>> work) {
        if (current().isEmpty() && !Deadline.hasCurrent()) {
            return work.get();
        }
        ContextInternal here = (ContextInternal) Vertx.currentContext();
        Optional<Trace> trace = Trace.current();
        Promise<T> outcome = here.promise();
        here.duplicate().runOnContext(entered -> {
            trace.ifPresent(Trace::makeCurrent);
            Future.succeededFuture().compose(now -> work.get()).onComplete(outcome);
        });
        return outcome.future();
    }
}
