package social.skein.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Whether a request says in one way only whom it is for and where it ends. What two servers in a row might read differently
 * is how requests are smuggled: it is refused, and so is whatever follows on the connection, for that may be part of it.
 */
public final class Framing {
    private Framing() {}

    /** Goes before all other handlers of a router: also who is refused for another reason must not go on like this. */
    public static void mount(Router router) {
        router.route().handler(Framing::check);
    }

    private static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        List<String> encodings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        if (isAmbiguous(request, encodings.size()) || !isVisible(request.uri())) {
            Edge.hangUp(request, 400);
        } else if (!encodings.isEmpty() && !"chunked".equalsIgnoreCase(encodings.get(0))) {
            Edge.hangUp(request, 501);
        } else {
            context.next();
        }
    }

    /** No host at all is refused before it comes here. */
    private static boolean isAmbiguous(HttpServerRequest request, int encodings) {
        return request.headers().getAll(HttpHeaders.HOST).size() > 1
                || request.headers().contains("")
                || encodings > 1
                || (encodings == 1 && request.version() != HttpVersion.HTTP_1_1);
    }

    /** Control characters are no part of an address, and do harm where one is printed. */
    private static boolean isVisible(String address) {
        return address.chars().noneMatch(c -> c <= ' ' || c == 127);
    }
}
