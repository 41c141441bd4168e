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
import social.skein.admission.RequestSmugglingGuard;
import social.skein.app.Blocking;
import social.skein.support.RawHttpConnection;
import social.skein.transfer.QueryString;

/** A server with the production request pipeline and an endpoint that summarises forms, and a connection to it. */
final class FormTestServer {
    static final String PATH = "/form";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final File DEFAULT_UPLOAD_FOLDER = new File("file-uploads");
    private static final File UPLOAD_FOLDER = uploadFolder();
    private static final int PORT = serve();
    private static Optional<RawHttpConnection> connection = Optional.empty();

    private FormTestServer() {}

    private static int serve() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));
        Router router = Router.router(vertx);
        RequestPipeline.install(
                router, new RequestPipeline.PipelineOptions(MultipartFuzz.MAX_BODY, TIMEOUT, false, false, none -> {}));
        router.post(PATH).handler(FormTestServer::echoSummary);
        Endpoints endpoints = new Endpoints(
                new PublicUrl("http", "skein.test"),
                token -> Future.succeededFuture(Optional.empty()),
                new SimpleMeterRegistry());
        endpoints.post(PATH, Access.anyone(), request -> {
            ParameterFuzz.readAll(request.params());
            return Future.succeededFuture(Map.of());
        });
        endpoints.mount(router);
        Future<HttpServer> listening = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(RequestSmugglingGuard.wrap(router))
                .invalidRequestHandler(RequestPipeline::rejectUnparsable)
                .listen(0, "127.0.0.1");
        return Blocking.await(listening, TIMEOUT, "Listening").actualPort();
    }

    /** Summarises the parsed form in a response header before the endpoint parses the parameters. */
    private static void echoSummary(RoutingContext context) {
        MultiMap form = context.request().formAttributes();
        List<String> fields = new ArrayList<>();
        form.forEach((name, value) -> fields.add(name + "=" + value));
        int size = fields.stream().mapToInt(String::length).sum();
        if (fields.size() > QueryString.MAX_PAIRS
                || size > 2 * MultipartFuzz.MAX_BODY
                || !context.fileUploads().isEmpty()) {
            context.fail(new AssertionError(fields.size() + " parameters of " + size + " characters"));
            return;
        }
        context.response().putHeader("X-Form", fields.size() + " " + fields.hashCode());
        context.next();
    }

    /** Sends a request and returns the response; reconnects if the server closed the connection after an error. */
    static RawHttpConnection.RawResponse send(String request) {
        if (connection.isPresent()) {
            connection.get().send(request);
            RawHttpConnection.RawResponse response = connection.get().readResponse();
            if (response.status() != 0) {
                return response;
            }
            connection.get().close();
        }
        RawHttpConnection next = RawHttpConnection.connect(PORT);
        connection = Optional.of(next);
        next.send(request);
        return next.readResponse();
    }

    static boolean leftFiles() {
        String[] left = UPLOAD_FOLDER.list();
        return left == null || left.length > 0 || DEFAULT_UPLOAD_FOLDER.exists();
    }

    /** The folder in which Netty would store large uploads. */
    private static File uploadFolder() {
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
