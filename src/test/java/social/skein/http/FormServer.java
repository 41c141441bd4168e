package social.skein.http;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http.multipart.DiskAttribute;
import io.netty.handler.codec.http.multipart.DiskFileUpload;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import social.skein.app.Waiting;
import social.skein.support.Line;

/** A server whose edge is ours, with one endpoint, which says what it was sent; and the one line to it. */
final class FormServer {
    static final String PATH = "/form";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final File UPLOADS = new File("file-uploads");
    private static final File FILES = files();
    private static final int PORT = serve();
    private static Optional<Line> line = Optional.empty();

    private FormServer() {}

    private static int serve() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));
        Router router = Router.router(vertx);
        Edge.guard(router, new Edge.Guard(MultipartFood.LARGEST, PATIENCE, false, none -> {}));
        router.post(PATH).handler(FormServer::count);
        Endpoints endpoints = new Endpoints(
                new Origin("http", "skein.test"),
                nobody -> Future.succeededFuture(Optional.empty()),
                new SimpleMeterRegistry());
        endpoints.post(PATH, Access.anyone(), request -> {
            ParameterFood.ask(request.params());
            return Future.succeededFuture(Map.of());
        });
        endpoints.mount(router);
        Future<HttpServer> listening = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(Framing.before(router))
                .invalidRequestHandler(Edge::refuseUnreadable)
                .listen(0, "127.0.0.1");
        return Waiting.on(listening, PATIENCE, "Listening").actualPort();
    }

    /** Says in the answer what came, which the endpoint makes parameters of. */
    private static void count(RoutingContext context) {
        MultiMap form = context.request().formAttributes();
        List<String> said = new ArrayList<>();
        form.forEach((name, value) -> said.add(name + "=" + value));
        int size = said.stream().mapToInt(String::length).sum();
        if (said.size() > Query.MOST_PAIRS
                || size > 2 * MultipartFood.LARGEST
                || !context.fileUploads().isEmpty()) {
            context.fail(new AssertionError(said.size() + " parameters of " + size + " characters"));
            return;
        }
        context.response().putHeader("X-Form", said.size() + " " + said.hashCode());
        context.next();
    }

    /** What is answered. After some refusals nothing more is taken on a line, and it has to be another. */
    static Line.Heard answer(String request) {
        if (line.isPresent()) {
            line.get().says(request);
            Line.Heard heard = line.get().hears();
            if (heard.status() != 0) {
                return heard;
            }
            line.get().close();
        }
        Line next = Line.to(PORT);
        line = Optional.of(next);
        next.says(request);
        return next.hears();
    }

    static boolean hasLeftFiles() {
        String[] left = FILES.list();
        return left == null || left.length > 0 || UPLOADS.exists();
    }

    /** Where Netty would put what is too large for memory. */
    private static File files() {
        try {
            File folder = Files.createTempDirectory("skein-forms-").toFile();
            folder.deleteOnExit();
            DiskFileUpload.baseDirectory = folder.getPath();
            DiskAttribute.baseDirectory = folder.getPath();
            return folder;
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
