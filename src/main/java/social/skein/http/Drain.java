package social.skein.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/**
 * Sends clients away without their noticing, once this process is about to stop: each answer is the last on its connection
 * and says so. A connection that was merely closed might be closed just when a request comes in, which would be lost.
 */
public final class Drain {
    /** No request takes as long, and nothing is left of the process by then. */
    private static final long SHUTDOWN_TIMEOUT_SECONDS = 60;

    private volatile boolean draining;

    /** From now on answers are the last on their connection. */
    public void start() {
        draining = true;
    }

    public boolean isDraining() {
        return draining;
    }

    /** Goes before all other handlers of a router. */
    public void mount(Router router) {
        router.route().handler(context -> {
            if (draining) {
                closeAfterResponse(context);
            }
            context.next();
        });
    }

    /** A connection that becomes a WebSocket is no longer one of requests and answers; it is closed in its own way. */
    private static void closeAfterResponse(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.canUpgradeToWebSocket()) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.connection()
                    .shutdown(SHUTDOWN_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .onFailure(alreadyGone -> {});
        }
    }
}
