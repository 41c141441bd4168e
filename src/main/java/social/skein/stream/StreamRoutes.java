package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import social.skein.http.Access;
import social.skein.http.Authenticator;
import social.skein.http.Bearer;
import social.skein.http.Viewer;
import social.skein.model.Problem;

/**
 * The addresses of streams. They are the only ones that hold on to the response, so they are mounted on the router itself,
 * behind the edge's guard and before its end.
 */
public final class StreamRoutes {
    private static final String ROOT = "/api/v1/streaming";

    private static final Map<String, String> EVENT_STREAMS = Map.of(
            "/user", "user",
            "/user/notification", "user:notification",
            "/public", "public",
            "/public/local", "public:local",
            "/public/remote", "public:remote",
            "/hashtag", "hashtag",
            "/hashtag/local", "hashtag:local",
            "/list", "list",
            "/direct", "direct");

    private final Hub hub;
    private final Authenticator tokens;
    private final Doorstep doorstep;
    private final Rounds pings;
    private final Rounds thumps;
    private final Rounds checks;

    public StreamRoutes(Vertx vertx, Hub hub, Authenticator tokens, Rhythm rhythm, StreamMetrics metrics) {
        this.hub = hub;
        this.tokens = tokens;
        this.doorstep = new Doorstep(rhythm.patience(), metrics);
        this.pings = new Rounds(vertx, rhythm.ping());
        this.thumps = new Rounds(vertx, rhythm.thump());
        this.checks = new Rounds(vertx, rhythm.check());
    }

    public void mount(Router router) {
        router.get(ROOT).putMetadata(Access.class.getName(), Access.token()).handler(this::webSocket);
        router.get(ROOT + "/health")
                .handler(context -> context.response()
                        .putHeader("Content-Type", "text/plain; charset=utf-8")
                        .end("OK"));
        EVENT_STREAMS.forEach((path, stream) -> router.get(ROOT + path)
                .putMetadata(
                        Access.class.getName(),
                        StreamName.parse(stream).orElseThrow().access())
                .handler(context -> eventStream(context, stream)));
    }

    private void webSocket(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!request.canUpgradeToWebSocket()) {
            context.fail(new Problem.Malformed(
                    "This address is for WebSockets; server-sent events are at " + ROOT + "/user and its neighbours"));
            return;
        }
        Optional<String> token = offered(request).or(() -> Bearer.of(request));
        request.pause();
        viewer(token)
                .map(viewer -> viewer.orElseThrow(Problem.Unauthorized::new))
                .compose(viewer -> {
                    Reader reader = admit(context, Optional.of(viewer), Dialect.FRAMES);
                    Commands commands = new Commands(hub, reader);
                    return opened(reader, begun(commands, request))
                            .compose(open -> request.toWebSocket())
                            .onSuccess(socket -> attend(
                                    new WebSocketReader(socket, reader, commands, () -> isValid(token)), reader, token))
                            .onFailure(refused -> reader.end());
                })
                .onFailure(refused -> {
                    request.resume();
                    context.fail(refused);
                });
    }

    private static Future<Void> begun(Commands commands, HttpServerRequest request) {
        return commands.begin(
                Optional.ofNullable(request.getParam("stream")).filter(name -> !name.isEmpty()),
                request.getParam("tag", ""),
                request.getParam("list", ""));
    }

    private void attend(WebSocketReader socket, Reader reader, Optional<String> token) {
        socket.begin();
        pings.visit(reader, socket::ping);
        checks.visit(reader, () -> check(reader, token));
    }

    private void eventStream(RoutingContext context, String stream) {
        Optional<String> token = Bearer.of(context.request());
        viewer(token)
                .compose(viewer -> {
                    Subscription subscription = asked(context.request(), stream);
                    return hub.check(viewer, subscription).compose(may -> {
                        Reader reader = admit(context, viewer, Dialect.LINES);
                        hub.subscribe(reader, subscription);
                        return opened(reader, hub.ready(reader))
                                .onSuccess(open ->
                                        attend(new EventStreamReader(context.response(), reader), reader, token))
                                .onFailure(refused -> reader.end());
                    });
                })
                .onFailure(context::fail);
    }

    private void attend(EventStreamReader response, Reader reader, Optional<String> token) {
        response.begin();
        thumps.visit(reader, response::thump);
        checks.visit(reader, () -> check(reader, token));
    }

    /** A reader who is forgotten when the connection breaks, answered or not. */
    private Reader admit(RoutingContext context, Optional<Viewer> viewer, Dialect dialect) {
        if (doorstep.isFull()) {
            throw doorstep.turnedAway();
        }
        Reader reader = hub.admit(viewer, dialect);
        context.response().closeHandler(closed -> reader.end());
        context.response().exceptionHandler(broken -> reader.end());
        return reader;
    }

    /** The request is answered once the stream misses nothing, unless it was closed before. */
    private Future<Void> opened(Reader reader, Future<Void> ready) {
        return doorstep.await(ready)
                .compose(open ->
                        reader.isEnded() ? Future.failedFuture(doorstep.turnedAway()) : Future.succeededFuture());
    }

    private static Subscription asked(HttpServerRequest request, String stream) {
        boolean media = stream.startsWith("public") && "true".equals(parameter(request, "only_media"));
        return Subscription.of(
                media ? stream + ":media" : stream, parameter(request, "tag"), parameter(request, "list"));
    }

    /** From the query, or from a form, which some clients send even with a GET; empty where it is in neither. */
    private static String parameter(HttpServerRequest request, String name) {
        String inForm = request.getFormAttribute(name);
        return request.getParam(name, inForm == null ? "" : inForm);
    }

    /** The token as browsers must offer it: they cannot set other headers on a WebSocket. */
    private static Optional<String> offered(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("Sec-WebSocket-Protocol"))
                .map(protocols -> protocols.split(",", 2)[0].trim())
                .filter(protocol -> !protocol.isEmpty());
    }

    /** Whose token it is; nobody without one, and a failure for one that is no good or whose owner is barred. */
    private Future<Optional<Viewer>> viewer(Optional<String> token) {
        return token.map(there -> tokens.apply(there).map(found -> {
                    Viewer viewer = found.orElseThrow(Problem.Unauthorized::new);
                    viewer.checkNotBarred();
                    return Optional.of(viewer);
                }))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private Future<Boolean> isValid(Optional<String> token) {
        return token.map(there -> tokens.apply(there)
                        .map(found -> found.filter(viewer -> viewer.barred().isEmpty())
                                .isPresent()))
                .orElse(Future.succeededFuture(true));
    }

    /** Where the token cannot be looked up now, the reader stays: the next look is not far. */
    private void check(Reader reader, Optional<String> token) {
        isValid(token).onSuccess(valid -> {
            if (!valid) {
                reader.close(Farewell.REVOKED);
            }
        });
    }
}
