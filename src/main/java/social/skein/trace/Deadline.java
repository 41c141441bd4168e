package social.skein.trace;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Until when somebody waits for a piece of work. It travels in the context of a request, down to the stores: what would be
 * asked of them for nobody is not asked. Work that has none is done to its end.
 */
public final class Deadline {
    private static final ContextLocal<Deadline> CURRENT = ContextLocal.registerLocal(Deadline.class);

    private volatile long until;
    private volatile boolean bounded = true;
    private volatile boolean needless;

    private Deadline(long until) {
        this.until = until;
    }

    static void register() {
        // The static initialiser has done it.
    }

    /** So long from now. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Whether nobody waits any more for the work this thread is doing now. */
    public static boolean isOver() {
        Deadline current = current();
        return current != null && current.hasPassed();
    }

    /** Whether the work this thread is doing now has one. */
    static boolean isSet() {
        return current() != null;
    }

    private static @Nullable Deadline current() {
        Context context = Vertx.currentContext();
        return context == null ? null : context.getLocal(CURRENT);
    }

    /** Makes it the deadline of the current context, which must be a request's own. */
    public void enter() {
        Context context = Vertx.currentContext();
        if (context != null) {
            context.putLocal(CURRENT, this);
        }
    }

    public boolean hasPassed() {
        return needless || (bounded && until - System.nanoTime() < 0);
    }

    /** Begins anew, so long from now. */
    public void postpone(Duration time) {
        until = System.nanoTime() + time.toNanos();
    }

    /** From now on the work may take as long as somebody waits for it. */
    public void lift() {
        bounded = false;
    }

    /** Nobody waits any more. */
    public void giveUp() {
        needless = true;
    }
}
