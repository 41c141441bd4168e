package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import social.skein.http.RequestPipeline;

/** Runs an HTTP server with its own {@link HttpStack}; all instances share one port. */
final class HttpVerticle extends VerticleBase {
    /** The time for requests in flight to finish when the process stops. */
    private static final long GRACE_SECONDS = 4;

    private final HttpServerOptions options;
    private final HttpStack stack;
    private Optional<HttpServer> server = Optional.empty();

    HttpVerticle(HttpServerOptions options, Supplier<HttpStack> stack) {
        this.options = options;
        this.stack = stack.get();
    }

    @Override
    public Future<?> start() {
        return stack.open()
                .get()
                .compose(open -> vertx.createHttpServer(options)
                        .connectionHandler(stack.connectionHandler())
                        .requestHandler(stack.handler())
                        .invalidRequestHandler(RequestPipeline::rejectUnparsable)
                        .listen())
                .onSuccess(listening -> server = Optional.of(listening));
    }

    @Override
    public Future<?> stop() {
        return stack.close()
                .get()
                .transform(closed -> server.map(listening -> listening.shutdown(GRACE_SECONDS, TimeUnit.SECONDS))
                        .orElse(Future.succeededFuture()));
    }
}
