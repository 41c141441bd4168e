package social.skein.context;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time until which a client waits for a request. It travels in the request's context down to the stores, which send
 * no statements or commands after it has passed. Work without a deadline runs to completion.
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
        // Loading the class runs the static initialiser, which registers the context local.
    }

    /** A deadline {@code timeout} from now. */
    public static Deadline after(Duration timeout) {
        return new Deadline(System.nanoTime() + timeout.toNanos());
    }

    /** Whether the current context has a deadline that has passed or was cancelled. */
    public static boolean isCurrentExpired() {
        Deadline current = current();
        return current != null && current.isExpired();
    }

    /** Whether the current context has a deadline. */
    static boolean hasCurrent() {
        return current() != null;
    }

    private static @Nullable Deadline current() {
        Context context = Vertx.currentContext();
        return context == null ? null : context.getLocal(CURRENT);
    }

    /** Sets this as the deadline of the current context, which must be a duplicated one that belongs to the request. */
    public void makeCurrent() {
        Context context = Vertx.currentContext();
        if (context != null) {
            context.putLocal(CURRENT, this);
        }
    }

    public boolean isExpired() {
        return cancelled || (bounded && expiresAt - System.nanoTime() < 0);
    }

    /** Resets the deadline to {@code timeout} from now. */
    public void restart(Duration timeout) {
        expiresAt = System.nanoTime() + timeout.toNanos();
    }

    /** Lifts the time limit; the work still ends when it is cancelled. */
    public void disable() {
        bounded = false;
    }

    /** Expires the deadline at once: the client has disconnected. */
    public void cancel() {
        cancelled = true;
    }
}
