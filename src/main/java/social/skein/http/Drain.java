package social.skein.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/**
 * Drains client connections before shutdown: once started, every response carries {@code Connection: close} and is the
 * last on its connection. Closing idle connections instead could lose a request that is just arriving.
 */
public final class Drain {
    /** Longer than any request may take, and than the process itself takes to exit. */
    private static final long SHUTDOWN_TIMEOUT_SECONDS = 60;

    private volatile boolean draining;

    /** From now on every response closes its connection. */
    public void start() {
        draining = true;
    }

    public boolean isDraining() {
        return draining;
    }

    /** Adds the handler; it must come before the router's other handlers. */
    public void mount(Router router) {
        router.route().handler(context -> {
            if (draining) {
                closeAfterResponse(context);
            }
            context.next();
        });
    }

    /** Skips WebSocket upgrades, which the streaming hub closes with a close frame. */
    private static void closeAfterResponse(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.canUpgradeToWebSocket()) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            request.connection()
                    .shutdown(SHUTDOWN_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .onFailure(alreadyClosed -> {});
        }
    }
}
