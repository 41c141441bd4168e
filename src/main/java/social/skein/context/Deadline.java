package social.skein.context;

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

    private volatile long expiresAt;
    private volatile boolean bounded = true;
    private volatile boolean cancelled;

    private Deadline(long expiresAt) {
        this.expiresAt = expiresAt;
    }

    static void register() {
        // The static initialiser has done it.
    }

    /** So long from now. */
    public static Deadline after(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /** Whether nobody waits any more for the work this thread is doing now. */
    public static boolean isCurrentExpired() {
        Deadline current = current();
        return current != null && current.isExpired();
    }

    /** Whether the work this thread is doing now has one. */
    static boolean hasCurrent() {
        return current() != null;
    }

    private static @Nullable Deadline current() {
        Context context = Vertx.currentContext();
        return context == null ? null : context.getLocal(CURRENT);
    }

    /** Makes it the deadline of the current context, which must be a request's own. */
    public void makeCurrent() {
        Context context = Vertx.currentContext();
        if (context != null) {
            context.putLocal(CURRENT, this);
        }
    }

    public boolean isExpired() {
        return cancelled || (bounded && expiresAt - System.nanoTime() < 0);
    }

    /** Begins anew, so long from now. */
    public void restart(Duration timeout) {
        expiresAt = System.nanoTime() + timeout.toNanos();
    }

    /** From now on the work may take as long as somebody waits for it. */
    public void disable() {
        bounded = false;
    }

    /** Nobody waits any more. */
    public void cancel() {
        cancelled = true;
    }
}
