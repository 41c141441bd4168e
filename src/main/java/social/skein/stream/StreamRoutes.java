package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import social.skein.http.Access;
import social.skein.http.BearerToken;
import social.skein.http.TokenAuthenticator;
import social.skein.http.Viewer;
import social.skein.model.Problem;

/**
 * The addresses of streams. They are the only ones that hold on to the response, so they are mounted on the router itself,
 * behind the edge's guard and before its end.
 */
public final class StreamRoutes {
    private static final String ROOT = "/api/v1/streaming";

    private static final Map<String, String> SSE_STREAMS = Map.of(
            "/user", "user",
            "/user/notification", "user:notification",
            "/public", "public",
            "/public/local", "public:local",
            "/public/remote", "public:remote",
            "/hashtag", "hashtag",
            "/hashtag/local", "hashtag:local",
            "/list", "list",
            "/direct", "direct");

    private final StreamHub hub;
    private final TokenAuthenticator authenticator;
    private final StreamOpenQueue openQueue;
    private final TimerWheel pings;
    private final TimerWheel heartbeats;
    private final TimerWheel tokenChecks;

    public StreamRoutes(
            Vertx vertx, StreamHub hub, TokenAuthenticator authenticator, StreamTimers timers, StreamMetrics metrics) {
        this.hub = hub;
        this.authenticator = authenticator;
        this.openQueue = new StreamOpenQueue(timers.openTimeout(), metrics);
        this.pings = new TimerWheel(vertx, timers.pingInterval());
        this.heartbeats = new TimerWheel(vertx, timers.heartbeatInterval());
        this.tokenChecks = new TimerWheel(vertx, timers.tokenCheckInterval());
    }

    public void mount(Router router) {
        router.get(ROOT).putMetadata(Access.class.getName(), Access.token()).handler(this::webSocket);
        router.get(ROOT + "/health")
                .handler(context -> context.response()
                        .putHeader("Content-Type", "text/plain; charset=utf-8")
                        .end("OK"));
        SSE_STREAMS.forEach((path, stream) -> router.get(ROOT + path)
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
        Optional<String> token = protocolToken(request).or(() -> BearerToken.from(request));
        request.pause();
        authenticate(token)
                .map(viewer -> viewer.orElseThrow(Problem.Unauthorized::new))
                .compose(viewer -> {
                    StreamConnection reader = register(context, Optional.of(viewer), EventEncoding.WEB_SOCKET);
                    WebSocketCommands commands = new WebSocketCommands(hub, reader);
                    return awaitOpen(reader, subscribeFromQuery(commands, request))
                            .compose(open -> request.toWebSocket())
                            .onSuccess(socket -> start(
                                    new WebSocketConnection(socket, reader, commands, () -> isTokenValid(token)),
                                    reader,
                                    token))
                            .onFailure(refused -> reader.markEnded());
                })
                .onFailure(refused -> {
                    request.resume();
                    context.fail(refused);
                });
    }

    private static Future<Void> subscribeFromQuery(WebSocketCommands commands, HttpServerRequest request) {
        return commands.subscribeFromQuery(
                Optional.ofNullable(request.getParam("stream")).filter(name -> !name.isEmpty()),
                request.getParam("tag", ""),
                request.getParam("list", ""));
    }

    private void start(WebSocketConnection socket, StreamConnection connection, Optional<String> token) {
        socket.start();
        pings.schedule(connection, socket::ping);
        tokenChecks.schedule(connection, () -> recheckToken(connection, token));
    }

    private void eventStream(RoutingContext context, String stream) {
        Optional<String> token = BearerToken.from(context.request());
        authenticate(token)
                .compose(viewer -> {
                    Subscription subscription = parseSubscription(context.request(), stream);
                    return hub.checkAccess(viewer, subscription).compose(may -> {
                        StreamConnection reader = register(context, viewer, EventEncoding.SERVER_SENT_EVENTS);
                        hub.subscribe(reader, subscription);
                        return awaitOpen(reader, hub.awaitLoaded(reader))
                                .onSuccess(open -> start(new SseConnection(context.response(), reader), reader, token))
                                .onFailure(refused -> reader.markEnded());
                    });
                })
                .onFailure(context::fail);
    }

    private void start(SseConnection response, StreamConnection connection, Optional<String> token) {
        response.start();
        heartbeats.schedule(connection, response::sendHeartbeat);
        tokenChecks.schedule(connection, () -> recheckToken(connection, token));
    }

    /** A reader who is forgotten when the connection breaks, answered or not. */
    private StreamConnection register(RoutingContext context, Optional<Viewer> viewer, EventEncoding encoding) {
        if (openQueue.isFull()) {
            throw openQueue.reject();
        }
        StreamConnection reader = hub.register(viewer, encoding);
        context.response().closeHandler(closed -> reader.markEnded());
        context.response().exceptionHandler(broken -> reader.markEnded());
        return reader;
    }

    /** The request is answered once the stream misses nothing, unless it was closed before. */
    private Future<Void> awaitOpen(StreamConnection connection, Future<Void> ready) {
        return openQueue
                .awaitOpen(ready)
                .compose(open ->
                        connection.isEnded() ? Future.failedFuture(openQueue.reject()) : Future.succeededFuture());
    }

    private static Subscription parseSubscription(HttpServerRequest request, String stream) {
        boolean media = stream.startsWith("public") && "true".equals(parameter(request, "only_media"));
        return Subscription.parse(
                media ? stream + ":media" : stream, parameter(request, "tag"), parameter(request, "list"));
    }

    /** From the query, or from a form, which some clients send even with a GET; empty where it is in neither. */
    private static String parameter(HttpServerRequest request, String name) {
        String inForm = request.getFormAttribute(name);
        return request.getParam(name, inForm == null ? "" : inForm);
    }

    /** The token as browsers must offer it: they cannot set other headers on a WebSocket. */
    private static Optional<String> protocolToken(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("Sec-WebSocket-Protocol"))
                .map(protocols -> protocols.split(",", 2)[0].trim())
                .filter(protocol -> !protocol.isEmpty());
    }

    /** Whose token it is; nobody without one, and a failure for one that is no good or whose owner is barred. */
    private Future<Optional<Viewer>> authenticate(Optional<String> token) {
        return token.map(there -> authenticator.apply(there).map(found -> {
                    Viewer viewer = found.orElseThrow(Problem.Unauthorized::new);
                    viewer.requireActive();
                    return Optional.of(viewer);
                }))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private Future<Boolean> isTokenValid(Optional<String> token) {
        return token.map(there -> authenticator
                        .apply(there)
                        .map(found -> found.filter(
                                        viewer -> viewer.disabledReason().isEmpty())
                                .isPresent()))
                .orElse(Future.succeededFuture(true));
    }

    /** Where the token cannot be looked up now, the reader stays: the next look is not far. */
    private void recheckToken(StreamConnection connection, Optional<String> token) {
        isTokenValid(token).onSuccess(valid -> {
            if (!valid) {
                connection.close(CloseReason.REVOKED);
            }
        });
    }
}
