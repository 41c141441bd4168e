package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/**
 * What one HTTP verticle serves.
 *
 * @param connectionHandler called with each connection before anything is asked on it
 * @param handler what requests come to: the router, or what is in front of it
 * @param open called on the verticle's event loop before the port is listened on
 * @param close called when the port is about to close
 */
record HttpStack(
        Router router,
        Handler<HttpConnection> connectionHandler,
        Handler<HttpServerRequest> handler,
        Supplier<Future<Void>> open,
        Supplier<Future<Void>> close) {

    /** A router that needs no preparation. */
    static HttpStack of(Router router) {
        return withLifecycle(router, Future::succeededFuture, Future::succeededFuture);
    }

    /** A router that is prepared, and taken leave of. */
    static HttpStack withLifecycle(Router router, Supplier<Future<Void>> open, Supplier<Future<Void>> close) {
        return new HttpStack(router, connection -> {}, router, open, close);
    }

    /** The same with something in front of it that may answer in its place. */
    HttpStack withHandler(Handler<HttpServerRequest> front) {
        return new HttpStack(router, connectionHandler, front, open, close);
    }

    /** The same with somebody who meets each connection. */
    HttpStack withConnectionHandler(Handler<HttpConnection> each) {
        return new HttpStack(router, each, handler, open, close);
    }

    /** The same with something more to do before it opens. */
    HttpStack beforeOpen(Supplier<Future<Void>> first) {
        return new HttpStack(
                router, connectionHandler, handler, () -> first.get().compose(done -> open.get()), close);
    }
}
