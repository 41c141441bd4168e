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
 * The request id and trace id that tie together the log lines of one request or fact. The class must be loaded before
 * the first Vertx is created, because Vert.x fixes the number of context locals then.
 *
 * @param requestId the id in the {@code X-Request-Id} header, which clients quote in reports
 * @param traceId the W3C trace id, 32 hex digits
 */
public record Trace(String requestId, String traceId) {
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final ContextLocal<Trace> CURRENT = ContextLocal.registerLocal(Trace.class);

    /** Loads the classes that register context locals; call it before creating a Vertx. */
    public static void register() {
        ReadConsistency.register();
        Deadline.register();
    }

    /** The ids from a request's headers; new random ones where a header is missing or malformed. */
    public static Trace fromHeaders(@Nullable String requestId, @Nullable String traceparent) {
        String request = requestId != null && requestId.matches("[A-Za-z0-9._-]{1,64}") ? requestId : random(16);
        String trace = traceparent != null && TRACEPARENT.matcher(traceparent).lookingAt()
                ? traceparent.substring(3, 35)
                : random(32);
        return new Trace(request, trace);
    }

    /** Parses the output of {@link #toString()}; empty if malformed. */
    public static Optional<Trace> parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? Optional.empty()
                : Optional.of(new Trace(text.substring(0, slash), text.substring(slash + 1)));
    }

    /** The ids of the current context, if it has any. */
    public static Optional<Trace> current() {
        Context context = Vertx.currentContext();
        return context == null ? Optional.empty() : Optional.ofNullable(context.getLocal(CURRENT));
    }

    /** Sets these ids for the current context, which must be a duplicated one that belongs to the request or fact. */
    public void makeCurrent() {
        Context context = Vertx.currentContext();
        if (context != null) {
            context.putLocal(CURRENT, this);
        }
    }

    /** Runs work in a duplicated context with these ids. */
    public <T> Future<T> runInContext(Supplier<Future<T>> work) {
        ContextInternal duplicate = ((ContextInternal) Vertx.currentContext()).duplicate();
        Promise<T> outcome = Promise.promise();
        duplicate.runOnContext(entered -> {
            makeCurrent();
            Future.succeededFuture().compose(started -> work.get()).onComplete(outcome);
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
