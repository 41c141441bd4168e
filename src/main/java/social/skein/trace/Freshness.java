package social.skein.trace;

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
public final class Freshness {
    private static final ContextLocal<Freshness> CURRENT = ContextLocal.registerLocal(Freshness.class);

    private final Supplier<Future<Long>> find;
    private @Nullable Future<Long> found;

    private Freshness(Supplier<Future<Long>> find) {
        this.find = find;
    }

    static void register() {
        // The static initialiser has done it.
    }

    /** As old as a replica may be. */
    public static Freshness any() {
        return new Freshness(() -> Future.succeededFuture(0L));
    }

    /** As old as this place in the log; it is looked for once, and only if a replica could answer. */
    public static Freshness since(Supplier<Future<Long>> position) {
        return new Freshness(position);
    }

    /** What the work this thread is doing now may read; nothing where that must be the latest. */
    public static Optional<Freshness> current() {
        Context context = Vertx.currentContext();
        return context == null ? Optional.empty() : Optional.ofNullable(context.getLocal(CURRENT));
    }

    /** Lets the current context, which must be a request's own, read what is a little old. */
    public void enter() {
        Context context = Vertx.currentContext();
        if (context != null) {
            context.putLocal(CURRENT, this);
        }
    }

    /** The place in the log that whoever answers must have reached. */
    public Future<Long> position() {
        Future<Long> known = found;
        if (known == null) {
            known = find.get();
            found = known;
        }
        return known;
    }

    /**
     * Has something read the latest, and to its end, whoever asks for it: what is kept for others, or decides what somebody
     * may do. It has no {@link Deadline}, since others may wait for it longer than who asked first.
     */
    public static <T> Future<T> latest(Supplier<Future<T>> work) {
        if (current().isEmpty() && !Deadline.isSet()) {
            return work.get();
        }
        ContextInternal here = (ContextInternal) Vertx.currentContext();
        Optional<Trace> trace = Trace.current();
        Promise<T> outcome = here.promise();
        here.duplicate().runOnContext(entered -> {
            trace.ifPresent(Trace::enter);
            Future.succeededFuture().compose(now -> work.get()).onComplete(outcome);
        });
        return outcome.future();
    }
}
