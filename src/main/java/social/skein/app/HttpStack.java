package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/**
 * The request handling and the lifecycle hooks of one HTTP verticle.
 *
 * @param connectionHandler called for each new connection before its first request
 * @param handler the entry point of requests: the router, or a handler in front of it
 * @param open called on the verticle's event loop before the server listens
 * @param close called before the server closes
 */
record HttpStack(
        Router router,
        Handler<HttpConnection> connectionHandler,
        Handler<HttpServerRequest> handler,
        Supplier<Future<Void>> open,
        Supplier<Future<Void>> close) {

    /** Creates a stack for a router without lifecycle hooks. */
    static HttpStack of(Router router) {
        return withLifecycle(router, Future::succeededFuture, Future::succeededFuture);
    }

    /** Creates a stack for a router with hooks that run before the server listens and before it closes. */
    static HttpStack withLifecycle(Router router, Supplier<Future<Void>> open, Supplier<Future<Void>> close) {
        return new HttpStack(router, connection -> {}, router, open, close);
    }

    /** Returns a copy with another entry point, which may answer requests itself. */
    HttpStack withHandler(Handler<HttpServerRequest> entryPoint) {
        return new HttpStack(router, connectionHandler, entryPoint, open, close);
    }

    /** Returns a copy with another connection handler. */
    HttpStack withConnectionHandler(Handler<HttpConnection> onConnect) {
        return new HttpStack(router, onConnect, handler, open, close);
    }

    /** Returns a copy with another step before the server listens; it runs before the present ones. */
    HttpStack beforeOpen(Supplier<Future<Void>> first) {
        return new HttpStack(
                router, connectionHandler, handler, () -> first.get().compose(done -> open.get()), close);
    }
}
