package social.skein.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the bodies of requests, up to a size and within a time, and takes forms apart. */
final class Bodies {
    private static final Pattern FORM =
            Pattern.compile("application/x-www-form-urlencoded|multipart/form-data", Pattern.CASE_INSENSITIVE);
    private static final String GET_FORM = "skein.get-form";

    private static final String TIMER = "skein.body-timer";

    private final BodyHandler reader;
    private final Duration patience;

    Bodies(long mostBytes, Duration patience) {
        this.patience = patience;
        this.reader = BodyHandler.create(false).setBodyLimit(mostBytes);
    }

    void mount(Router router) {
        router.route().handler(this::read);
        router.route().handler(Bodies::takeApart);
    }

    /** A request that becomes a WebSocket must come to its endpoint unread; some clients send it with an empty body. */
    private void read(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.canUpgradeToWebSocket()) {
            context.next();
            return;
        }
        String type = request.getHeader("Content-Type");
        if (type != null && isGet(request) && FORM.matcher(type).lookingAt()) {
            // The reader fails on a form that comes with GET. Without its type the reader leaves it as it is.
            context.put(GET_FORM, !type.toLowerCase(Locale.ROOT).startsWith("multipart"));
            request.headers().remove("Content-Type");
        }
        if (isUnderWay(request)) {
            Visit.of(context).ifPresent(Visit::stepAside);
            context.put(TIMER, context.vertx().setTimer(patience.toMillis(), late -> breakOff(context)));
            context.addEndHandler(ended -> stopTimer(context));
        }
        reader.handle(context);
    }

    /** The rest may still come, and nobody waits for it. */
    private static void breakOff(RoutingContext context) {
        if (!context.response().ended()) {
            Edge.hangUp(context.request(), 408);
        }
    }

    private static void stopTimer(RoutingContext context) {
        Long timer = context.remove(TIMER);
        if (timer != null) {
            context.vertx().cancelTimer(timer);
        }
    }

    private static boolean isUnderWay(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    /** At least one client library sends what it asks for as a form, and GET. Nobody sends parts that way. */
    private static void takeApart(RoutingContext context) {
        stopTimer(context);
        if (!Visit.of(context).map(Visit::comeBack).orElse(true)) {
            Turnstile.refuse(context.request());
            return;
        }
        Buffer body = context.body() == null ? null : context.body().buffer();
        if (body != null && Boolean.TRUE.equals(context.get(GET_FORM))) {
            MultiMap form = context.request().formAttributes();
            Query.of(body.toString()).pairs().forEach(pair -> form.add(pair.name(), pair.value()));
        }
        context.next();
    }

    private static boolean isGet(HttpServerRequest request) {
        return HttpMethod.GET.equals(request.method()) || HttpMethod.HEAD.equals(request.method());
    }
}
