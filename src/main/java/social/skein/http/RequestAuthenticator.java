package social.skein.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import social.skein.model.Problem;

/** Finds who is asking, once a request however many handlers want to know. */
public record RequestAuthenticator(TokenAuthenticator tokens) {
    private static final String KEY = "skein.caller";

    /** Whose token came with the request, if one did; a token that is nobody's is a problem. */
    public Future<Optional<Viewer>> authenticate(RoutingContext context) {
        Future<Optional<Viewer>> known = context.get(KEY);
        if (known != null) {
            return known;
        }
        Future<Optional<Viewer>> found = BearerToken.from(context.request())
                .map(token ->
                        tokens.apply(token).map(viewer -> Optional.of(viewer.orElseThrow(Problem.Unauthorized::new))))
                .orElse(Future.succeededFuture(Optional.empty()));
        context.put(KEY, found);
        return found;
    }

    /** Whose token came with a request that was looked at, if it is somebody's. */
    static Optional<Viewer> authenticatedViewer(RoutingContext context) {
        Future<Optional<Viewer>> found = context.get(KEY);
        return found != null && found.succeeded() ? found.result() : Optional.empty();
    }
}
