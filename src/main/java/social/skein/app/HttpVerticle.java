package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Listens with a router of its own; all instances share one port. */
final class HttpVerticle extends VerticleBase {
    /** Requests under way get this long to end when the process stops. */
    private static final long GRACE_SECONDS = 5;

    private final HttpServerOptions options;
    private final Supplier<Router> router;
    private Optional<HttpServer> server = Optional.empty();

    HttpVerticle(HttpServerOptions options, Supplier<Router> router) {
        this.options = options;
        this.router = router;
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer(options)
                .requestHandler(router.get())
                .listen()
                .onSuccess(listening -> server = Optional.of(listening));
    }

    @Override
    public Future<?> stop() {
        return server.map(listening -> listening.shutdown(GRACE_SECONDS, TimeUnit.SECONDS))
                .orElse(Future.succeededFuture());
    }
}
