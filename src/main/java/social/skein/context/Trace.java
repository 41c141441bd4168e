package social.skein.context;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ids under which one piece of work is logged. The class must be loaded before the first Vertx is made, because
 * Vert.x counts its context locals then.
 *
 * @param requestId what the client may quote back to us
 * @param traceId the W3C trace id, 32 hex digits
 */
public record Trace(String requestId, String traceId) {
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final ContextLocal<Trace> CURRENT = ContextLocal.registerLocal(Trace.class);

    /** Loads the classes that register context locals; call it before making a Vertx. */
    public static void register() {
        ReadConsistency.register();
        Deadline.register();
    }

    /** The ids of a request, taken from its headers where they are well formed, new where they are not. */
    public static Trace fromHeaders(@Nullable String requestId, @Nullable String traceparent) {
        String request = requestId != null && requestId.matches("[A-Za-z0-9._-]{1,64}") ? requestId : random(16);
        String trace = traceparent != null && TRACEPARENT.matcher(traceparent).lookingAt()
                ? traceparent.substring(3, 35)
                : random(32);
        return new Trace(request, trace);
    }

    /** Reads what {@link #toString()} wrote. */
    public static Optional<Trace> parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.of(new Trace(text.substring(0, slash), text.substring(slash + 1)));
    }

    /** The ids of the work this thread is doing now, if it has any. */
    public static Optional<Trace> current() {
        Context context = Vertx.currentContext();
        return context == null ? Optional.empty() : Optional.ofNullable(context.getLocal(CURRENT));
    }

    /** Makes these the ids of the current context, which must be a request's or a record's own. */
    public void makeCurrent() {
        Context context = Vertx.currentContext();
        if (context != null) {
            context.putLocal(CURRENT, this);
        }
    }

    /** Runs work under these ids, in a context of its own, and brings its outcome back. */
    public <T> Future<T> runInContext(Supplier<Future<T>> work) {
        ContextInternal own = ((ContextInternal) Vertx.currentContext()).duplicate();
        Promise<T> outcome = Promise.promise();
        own.runOnContext(entered -> {
            makeCurrent();
            Future.succeededFuture().compose(now -> work.get()).onComplete(outcome);
        });
        return outcome.future();
    }

    private static String random(int hexDigits) {
        byte[] bytes = new byte[hexDigits / 2];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return requestId + "/" + traceId;
    }
}
