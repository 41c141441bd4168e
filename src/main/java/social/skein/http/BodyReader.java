package social.skein.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Set;

/** Reads request bodies, limited in size and time, and parses forms. */
final class BodyReader {
    private static final String FORM = "skein.form";
    private static final String FILES = "skein.form-files";
    private static final String TIMER = "skein.body-timer";

    private final BodyHandler bodyHandler;
    private final Duration timeout;

    BodyReader(long maxBytes, Duration timeout) {
        this.timeout = timeout;
        this.bodyHandler = BodyHandler.create(false).setBodyLimit(maxBytes);
    }

    /** The names of the form fields that hold a file. */
    static Set<String> files(RoutingContext context) {
        Set<String> files = context.get(FILES);
        return files == null ? Set.of() : files;
    }

    /** Whether the body is a form that can hold files. */
    static boolean isMultipart(RoutingContext context) {
        String form = context.get(FORM);
        return form != null && FormParser.isMultipart(form);
    }

    void mount(Router router) {
        router.route().handler(this::readBody);
        router.route().handler(BodyReader::parseForm);
    }

    /**
     * Leaves a WebSocket upgrade unread: the endpoint must take over the connection, and some clients send an empty
     * body.
     */
    private void readBody(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.canUpgradeToWebSocket()) {
            context.next();
            return;
        }
        String type = request.getHeader("Content-Type");
        if (type != null && FormParser.isForm(type)) {
            // Without a content type, Vert.x' BodyHandler leaves a form as plain bytes. With one, it would reject a
            // form sent with GET and decode others with Netty's decoder, which FormParser replaces.
            context.put(FORM, type);
            request.headers().remove("Content-Type");
        }
        if (hasBody(request)) {
            RequestPermit.of(context).ifPresent(RequestPermit::release);
            context.put(TIMER, context.vertx().setTimer(timeout.toMillis(), expired -> timeOut(context)));
            context.addEndHandler(ended -> stopTimer(context));
        }
        bodyHandler.handle(context);
    }

    /** Closes the connection as well: the rest of the body may still be on its way. */
    private static void timeOut(RoutingContext context) {
        if (!context.response().ended()) {
            RequestPipeline.rejectAndClose(context.request(), 408);
        }
    }

    private static void stopTimer(RoutingContext context) {
        Long timer = context.remove(TIMER);
        if (timer != null) {
            context.vertx().cancelTimer(timer);
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** Parses a form with any method: at least one client library sends its parameters as a form with GET. */
    private static void parseForm(RoutingContext context) {
        stopTimer(context);
        if (!RequestPermit.of(context).map(RequestPermit::reacquire).orElse(true)) {
            return;
        }
        Buffer body = context.body() == null ? null : context.body().buffer();
        String form = context.get(FORM);
        if (body != null && form != null) {
            context.put(FILES, FormParser.parse(form, body, context.request().formAttributes()));
        }
        context.next();
    }
}
