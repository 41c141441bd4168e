package social.skein.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The baseline for Skein: a server that consists of Vert.x only, with one instance per core like Skein. It answers
 * every request with the bytes of one recorded response. Its arguments are the files of the headers and of the body.
 */
final class ReplayServer {
    private ReplayServer() {}

    public static void main(String[] files) throws IOException {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (String line : Files.readAllLines(Path.of(files[0]))) {
            int colon = line.indexOf(':');
            headers.add(line.substring(0, colon), line.substring(colon + 1));
        }
        byte[] body = Files.readAllBytes(Path.of(files[1]));
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        AtomicInteger port = new AtomicInteger();
        vertx.deployVerticle(
                        () -> new ReplayVerticle(headers, body, port),
                        new DeploymentOptions()
                                .setInstances(Runtime.getRuntime().availableProcessors()))
                .onSuccess(deployed -> System.out.println("Listening on " + port))
                .onFailure(failure -> {
                    System.err.println(failure);
                    System.exit(1);
                });
    }

    private static final class ReplayVerticle extends AbstractVerticle {
        private final MultiMap headers;
        private final Buffer body;
        private final AtomicInteger port;

        ReplayVerticle(MultiMap headers, byte[] body, AtomicInteger port) {
            this.headers = headers;
            this.body = Buffer.buffer(body);
            this.port = port;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer()
                    .requestHandler(request -> {
                        request.response().headers().addAll(headers);
                        request.response().end(body);
                    })
                    // All instances share the one random port that -1 stands for.
                    .listen(-1, "127.0.0.1")
                    .onSuccess(server -> port.set(server.actualPort()))
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
