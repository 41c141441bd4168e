package social.skein.admission;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import social.skein.http.RequestPipeline;

/**
 * Whether a request says in one way only whom it is for and where it ends. What two servers in a row might read differently
 * is how requests are smuggled: it is refused, and so is whatever follows on the connection, for that may be part of it.
 */
public final class RequestSmugglingGuard {
    private RequestSmugglingGuard() {}

    /** What goes before all else: also who is refused for another reason must not go on like this. */
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

    /** No host at all is refused before it comes here. */
    private static boolean isAmbiguous(HttpServerRequest request, int encodings) {
        return request.headers().getAll(HttpHeaders.HOST).size() > 1
                || request.headers().contains("")
                || encodings > 1
                || (encodings == 1 && request.version() != HttpVersion.HTTP_1_1);
    }

    /** Control characters are no part of an address, and do harm where one is printed. */
    private static boolean isPrintable(String address) {
        return address.chars().noneMatch(c -> c <= ' ' || c == 127);
    }
}
