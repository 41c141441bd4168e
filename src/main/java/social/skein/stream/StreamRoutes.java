package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import social.skein.http.Access;
import social.skein.http.BearerToken;
import social.skein.http.Caller;
import social.skein.http.TokenAuthenticator;
import social.skein.model.Problem;

/**
 * The HTTP routes of streams. Unlike all other routes they keep the response open, so they are mounted on the router
 * directly, between its first handlers and its last.
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
                    "This path accepts only WebSocket connections. Server-sent events are at " + ssePaths()));
            return;
        }
        Optional<String> token = protocolToken(request).or(() -> BearerToken.from(request));
        request.pause();
        authenticate(token)
                .map(caller -> caller.orElseThrow(Problem.Unauthorized::new))
                .compose(caller -> openWebSocket(context, caller, token))
                .onFailure(failure -> {
                    request.resume();
                    context.fail(failure);
                });
    }

    /** The upgrade is answered only when the stream in the URL is loaded, so that no event after it is missed. */
    private Future<ServerWebSocket> openWebSocket(RoutingContext context, Caller caller, Optional<String> token) {
        StreamConnection connection = register(context, Optional.of(caller), EventEncoding.WEB_SOCKET);
        WebSocketCommands commands = new WebSocketCommands(hub, connection);
        return awaitOpen(connection, subscribeFromQuery(commands, context.request()))
                .compose(open -> context.request().toWebSocket())
                .onSuccess(socket -> start(
                        new WebSocketConnection(socket, connection, commands, () -> isTokenValid(token)),
                        connection,
                        token))
                .onFailure(failure -> connection.markEnded());
    }

    private static String ssePaths() {
        return SSE_STREAMS.keySet().stream().sorted().map(path -> ROOT + path).collect(Collectors.joining(", "));
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
                .compose(caller -> authorizeEventStream(context, caller, stream, token))
                .onFailure(context::fail);
    }

    private Future<Void> authorizeEventStream(
            RoutingContext context, Optional<Caller> caller, String stream, Optional<String> token) {
        Subscription subscription = parseSubscription(context.request(), stream);
        return hub.checkAccess(caller, subscription)
                .compose(allowed -> openEventStream(context, caller, subscription, token));
    }

    private Future<Void> openEventStream(
            RoutingContext context, Optional<Caller> caller, Subscription subscription, Optional<String> token) {
        StreamConnection connection = register(context, caller, EventEncoding.SERVER_SENT_EVENTS);
        hub.subscribe(connection, subscription);
        return awaitOpen(connection, hub.awaitLoaded(connection))
                .onSuccess(open -> start(new SseConnection(context.response(), connection), connection, token))
                .onFailure(failure -> connection.markEnded());
    }

    private void start(SseConnection response, StreamConnection connection, Optional<String> token) {
        response.start();
        heartbeats.schedule(connection, response::sendHeartbeat);
        tokenChecks.schedule(connection, () -> recheckToken(connection, token));
    }

    /** Registers a connection, which ends when the client disconnects, even before the response starts. */
    private StreamConnection register(RoutingContext context, Optional<Caller> caller, EventEncoding encoding) {
        if (openQueue.isFull()) {
            throw openQueue.reject();
        }
        StreamConnection connection = hub.register(caller, encoding);
        context.response().closeHandler(closed -> connection.markEnded());
        context.response().exceptionHandler(failure -> connection.markEnded());
        return connection;
    }

    /** Waits until the stream is loaded; fails if the connection has ended by then. */
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

    /** A parameter from the query or a form, which some clients send even with a GET; empty if it is in neither. */
    private static String parameter(HttpServerRequest request, String name) {
        String formValue = request.getFormAttribute(name);
        return request.getParam(name, formValue == null ? "" : formValue);
    }

    /** The token as browsers send it, since they cannot set other headers of a WebSocket request. */
    private static Optional<String> protocolToken(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("Sec-WebSocket-Protocol"))
                .map(protocols -> protocols.split(",", 2)[0].trim())
                .filter(protocol -> !protocol.isEmpty());
    }

    /** The caller of the token; empty without a token. Fails if the token is invalid or the account disabled. */
    private Future<Optional<Caller>> authenticate(Optional<String> token) {
        return token.map(value -> authenticator.apply(value).map(found -> {
                    Caller caller = found.orElseThrow(Problem.Unauthorized::new);
                    caller.requireActive();
                    return Optional.of(caller);
                }))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private Future<Boolean> isTokenValid(Optional<String> token) {
        return token.map(value -> authenticator
                        .apply(value)
                        .map(found -> found.filter(
                                        caller -> caller.disabledReason().isEmpty())
                                .isPresent()))
                .orElse(Future.succeededFuture(true));
    }

    /** Closes the connection if the token is invalid. If the lookup fails, the next check decides. */
    private void recheckToken(StreamConnection connection, Optional<String> token) {
        isTokenValid(token).onSuccess(valid -> {
            if (!valid) {
                connection.close(CloseReason.REVOKED);
            }
        });
    }
}
