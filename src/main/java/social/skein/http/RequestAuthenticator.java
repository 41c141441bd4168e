package social.skein.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import social.skein.model.Problem;

/**
 * Authenticates each request only once, even if several handlers need the result, which is stored in the request's
 * context.
 */
public final class RequestAuthenticator {
    private static final String KEY = "skein.caller";

    private RequestAuthenticator() {}

    /**
     * The caller of the request's token, empty without a token; fails with {@link Problem.Unauthorized} if it is
     * invalid.
     */
    public static Future<Optional<Caller>> authenticate(RoutingContext context, TokenAuthenticator tokens) {
        Future<Optional<Caller>> stored = context.get(KEY);
        if (stored != null) {
            return stored;
        }
        Future<Optional<Caller>> caller = BearerToken.from(context.request())
                .map(token ->
                        tokens.apply(token).map(found -> Optional.of(found.orElseThrow(Problem.Unauthorized::new))))
                .orElse(Future.succeededFuture(Optional.empty()));
        context.put(KEY, caller);
        return caller;
    }

    /** The caller of a request that was authenticated before; empty otherwise. */
    static Optional<Caller> authenticatedViewer(RoutingContext context) {
        Future<Optional<Caller>> stored = context.get(KEY);
        return stored != null && stored.succeeded() ? stored.result() : Optional.empty();
    }
}
