package social.skein.admission;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import social.skein.http.RequestPipeline;

/**
 * Rejects requests whose host or length is ambiguous: request smuggling relies on two servers in a row parsing them
 * differently. The connection is closed as well, since the bytes that follow may be part of the request.
 */
public final class RequestSmugglingGuard {
    private RequestSmugglingGuard() {}

    /**
     * Wraps the outermost handler: a connection must not go on after such a request even if it is rejected for another
     * reason.
     */
    public static Handler<HttpServerRequest> wrap(Handler<HttpServerRequest> next) {
        return request -> {
            List<String> encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
            if (isAmbiguous(request, encodings.size()) || !isPrintable(request.uri())) {
                RequestPipeline.rejectAndClose(request, 400);
            } else if (!encodings.isEmpty() && !"chunked".equalsIgnoreCase(encodings.get(0))) {
                RequestPipeline.rejectAndClose(request, 501);
            } else {
                next.handle(request);
            }
        };
    }

    /** A missing host is rejected before this handler, by Vert.x. */
    private static boolean isAmbiguous(HttpServerRequest request, int encodings) {
        return request.headers().getAll(HttpHeaders.HOST).size() > 1
                || request.headers().contains("")
                || encodings > 1
                || (encodings == 1 && request.version() != HttpVersion.HTTP_1_1);
    }

    /** URLs contain no control characters, and those would do harm where a URL is printed. */
    private static boolean isPrintable(String url) {
        return url.chars().noneMatch(c -> c <= ' ' || c == 127);
    }
}
