package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/**
 * What one HTTP verticle serves.
 *
 * @param handler what requests come to: the router, or what is in front of it
 * @param open called on the verticle's event loop before the port is listened on
 * @param close called when the port is about to close
 */
record Entrance(
        Router router, Handler<HttpServerRequest> handler, Supplier<Future<Void>> open, Supplier<Future<Void>> close) {

    /** A router that needs no preparation. */
    static Entrance of(Router router) {
        return new Entrance(router, router, Future::succeededFuture, Future::succeededFuture);
    }

    /** The same with something in front of it that may answer in its place. */
    Entrance behind(Handler<HttpServerRequest> front) {
        return new Entrance(router, front, open, close);
    }

    /** The same with something more to do before it opens. */
    Entrance opening(Supplier<Future<Void>> first) {
        return new Entrance(router, handler, () -> first.get().compose(done -> open.get()), close);
    }
}
