package social.skein.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Set;
import social.skein.transfer.FormParser;
import social.skein.transfer.QueryString;

/** Reads request bodies, limited in size and time, and parses forms; {@link UploadReader} reads those with files. */
final class BodyReader {
    private static final String FORM = "skein.form";
    private static final String FILES = "skein.form-files";
    private static final String TIMER = "skein.body-timer";

    private final BodyHandler bodyHandler;
    private final Duration timeout;
    private final UploadReader uploads;

    BodyReader(long maxBytes, Duration timeout, UploadReader uploads) {
        this.timeout = timeout;
        this.uploads = uploads;
        this.bodyHandler = BodyHandler.create(false).setBodyLimit(maxBytes);
    }

    /** The names of the form fields that hold a file. */
    static Set<String> files(RoutingContext context) {
        Set<String> files = context.get(FILES);
        return files == null ? Set.of() : files;
    }

    static void setFiles(RoutingContext context, Set<String> files) {
        context.put(FILES, files);
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
        boolean hasBody = hasBody(request);
        if (hasBody && type != null && FormParser.isMultipart(type) && uploads.read(context, type)) {
            return;
        }
        if (hasBody) {
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
            MultiMap fields = context.request().formAttributes();
            if (FormParser.isMultipart(form)) {
                setFiles(context, FormParser.parse(form, body, fields));
            } else {
                QueryString.parse(body.toString()).pairs().forEach(pair -> fields.add(pair.name(), pair.value()));
            }
        }
        context.next();
    }
}
