package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/**
 * What one HTTP verticle serves.
 *
 * @param meet called with each connection before anything is asked on it
 * @param open called on the verticle's event loop before the port is listened on
 * @param close called when the port is about to close
 */
record Entrance(
        Router router, Handler<HttpConnection> meet, Supplier<Future<Void>> open, Supplier<Future<Void>> close) {

    /** A router that needs no preparation. */
    static Entrance of(Router router) {
        return new Entrance(router, connection -> {}, Future::succeededFuture, Future::succeededFuture);
    }

    /** The same with something more to do before it opens. */
    Entrance opening(Supplier<Future<Void>> first) {
        return new Entrance(router, meet, () -> first.get().compose(done -> open.get()), close);
    }

    /** The same with somebody who meets each connection. */
    Entrance meeting(Handler<HttpConnection> each) {
        return new Entrance(router, each, open, close);
    }
}
