package social.skein.objectstore;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;
import social.skein.model.Problem;

/** A failure of the object store, with a sentence for the operators. */
public final class ObjectStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What an operation can fail of. */
    public enum Kind {
        /** The object does not exist. */
        NOT_FOUND,
        /** The store does not answer, or fails; the same call may succeed later. */
        UNAVAILABLE,
        /** The store refuses the call until an operator corrects its settings or permissions. */
        REFUSED,
        /** No space is left. */
        FULL
    }

    private final Kind kind;

    ObjectStoreException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    static ObjectStoreException notFound(String key) {
        return new ObjectStoreException(Kind.NOT_FOUND, "There is no object " + key, null);
    }

    /** What the operation failed of. */
    public Kind kind() {
        return kind;
    }

    /** The response to a client: 404 or 503. The reason is for the log only. */
    public Problem problem() {
        String reason = String.valueOf(getMessage());
        return switch (kind) {
            case NOT_FOUND -> new Problem.NotFound();
            case FULL -> new Problem.Unavailable("There is no space left for files; please try again later", reason);
            case UNAVAILABLE, REFUSED ->
                new Problem.Unavailable("Files are unavailable; please try again in a few seconds", reason);
        };
    }

    /** For {@code recover}: fails with the {@link #problem} of an object store's failure, and with any other as it is. */
    public static <T> Future<T> asProblem(Throwable failure) {
        return Future.failedFuture(
                failure instanceof ObjectStoreException objectStore ? objectStore.problem() : failure);
    }
}
