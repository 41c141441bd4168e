package social.skein.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import social.skein.model.Problem;
import social.skein.transfer.Upload;
import social.skein.transfer.UploadPolicy;
import social.skein.transfer.UploadedFile;

/**
 * Reads the multipart forms of the endpoints that accept files. Bodies are read before routes are matched, so this class
 * knows the paths of those endpoints; it authorizes the caller before it reads anything.
 */
final class UploadReader {
    private static final String UPLOAD = "skein.upload";

    private final long maxTextBytes;
    private final List<UploadRoute> routes = new ArrayList<>();

    private UploadReader(long maxTextBytes) {
        this.maxTextBytes = maxTextBytes;
    }

    private record UploadRoute(
            HttpMethod method,
            Pattern path,
            UploadPolicy policy,
            Function<RoutingContext, Future<Optional<Caller>>> authorization) {}

    /** Creates the reader of a router; endpoints add themselves to it when they are mounted. */
    static UploadReader create(Router router, long maxTextBytes) {
        UploadReader created = new UploadReader(maxTextBytes);
        router.putMetadata(UploadReader.class.getName(), created);
        return created;
    }

    static UploadReader of(Router router) {
        return Optional.<UploadReader>ofNullable(router.getMetadata(UploadReader.class.getName()))
                .orElseThrow(() -> new IllegalStateException("Install the request pipeline before endpoints"));
    }

    void add(
            HttpMethod method,
            String path,
            UploadPolicy policy,
            Function<RoutingContext, Future<Optional<Caller>>> authorization) {
        String pattern = Arrays.stream(path.split("/", -1))
                .map(segment -> segment.startsWith(":") ? "[^/]+" : Pattern.quote(segment))
                .collect(Collectors.joining("/"));
        routes.add(new UploadRoute(method, Pattern.compile(pattern + "/?"), policy, authorization));
    }

    /** The file that a request contains in a field, if it was accepted. */
    static Optional<UploadedFile> file(RoutingContext context, String field) {
        return Optional.<Upload>ofNullable(context.get(UPLOAD))
                .map(upload -> upload.files().get(field));
    }

    /** Whether the request has a file that was accepted. */
    static boolean hasFiles(RoutingContext context) {
        return Optional.<Upload>ofNullable(context.get(UPLOAD))
                .filter(upload -> !upload.files().isEmpty())
                .isPresent();
    }

    /** Starts to read the body if an endpoint accepts files; otherwise returns false and leaves it unread. */
    boolean read(RoutingContext context, String type) {
        String path = context.normalizedPath();
        Optional<UploadRoute> match = routes.stream()
                .filter(route -> route.method.equals(context.request().method())
                        && route.path.matcher(path).matches())
                .findFirst();
        match.ifPresent(route -> {
            context.request().pause();
            route.authorization
                    .apply(context)
                    .compose(caller -> receive(context, type, route.policy))
                    .onSuccess(received -> context.next())
                    .onFailure(failure -> refuse(context, failure));
        });
        return match.isPresent();
    }

    private Future<Void> receive(RoutingContext context, String type, UploadPolicy policy) {
        HttpServerRequest request = context.request();
        if (isAnswered(context)) {
            return Future.failedFuture(new Problem.DeadlineExceeded());
        }
        String expected = request.getHeader("Expect");
        if (expected != null && !expected.equalsIgnoreCase("100-continue")) {
            return Future.failedFuture(new Problem.Malformed("The header Expect should be 100-continue, or absent"));
        }
        RequestPermit.of(context).ifPresent(RequestPermit::release);
        Upload upload = Upload.start(context.vertx(), request, type, policy, maxTextBytes);
        context.addEndHandler(ended -> upload.discard());
        return upload.received().onSuccess(received -> {
            context.put(UPLOAD, upload);
            BodyReader.setFiles(context, upload.fileFields());
        });
    }

    private static boolean isAnswered(RoutingContext context) {
        return context.response().ended() || context.response().closed();
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        RequestPipeline.closeAfterResponse(context);
        if (!isAnswered(context)) {
            context.fail(failure);
        }
    }
}
