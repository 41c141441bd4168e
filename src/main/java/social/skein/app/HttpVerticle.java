package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import social.skein.http.Edge;

/** Listens with an entrance of its own; all instances share one port. */
final class HttpVerticle extends VerticleBase {
    /** Requests under way get this long to end when the process stops. */
    private static final long GRACE_SECONDS = 4;

    private final HttpServerOptions options;
    private final Entrance entrance;
    private Optional<HttpServer> server = Optional.empty();

    HttpVerticle(HttpServerOptions options, Supplier<Entrance> entrance) {
        this.options = options;
        this.entrance = entrance.get();
    }

    @Override
    public Future<?> start() {
        return entrance.open()
                .get()
                .compose(open -> vertx.createHttpServer(options)
                        .connectionHandler(entrance.meet())
                        .requestHandler(entrance.handler())
                        .invalidRequestHandler(Edge::refuseUnreadable)
                        .listen())
                .onSuccess(listening -> server = Optional.of(listening));
    }

    @Override
    public Future<?> stop() {
        return entrance.close()
                .get()
                .transform(closed -> server.map(listening -> listening.shutdown(GRACE_SECONDS, TimeUnit.SECONDS))
                        .orElse(Future.succeededFuture()));
    }
}
