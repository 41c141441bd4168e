package social.skein.stream;

import static social.skein.support.DomainFixture.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import social.skein.conversation.ConversationHandler;
import social.skein.conversation.ConversationViews;
import social.skein.conversation.Conversations;
import social.skein.filter.Filters;
import social.skein.http.Scope;
import social.skein.interaction.ConversationMutes;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.notification.NotificationHandler;
import social.skein.notification.NotificationHydrator;
import social.skein.notification.NotificationPolicies;
import social.skein.notification.NotificationRemover;
import social.skein.notification.NotificationViews;
import social.skein.notification.NotificationWriter;
import social.skein.notification.Notifications;
import social.skein.rendering.PerViewerStatusViews;
import social.skein.status.Status;
import social.skein.support.DomainFixture;
import social.skein.tag.TagFollows;
import social.skein.visibility.ViewerStateLoader;

/** A {@link DomainFixture} with streams over HTTP. The test publishes the hints itself. */
final class StreamFixture implements AutoCloseable {
    final DomainFixture domain = new DomainFixture();
    /** A field, because a client closes its sockets when it is garbage collected. */
    private final WebSocketClient webSockets = domain.vertx.createWebSocketClient();

    final AccountId alice = domain.alice;
    final AccountId bob = domain.bob;
    final NotificationHandler notifier;
    final ConversationHandler conversationHandler;
    final int port;
    private volatile Context eventLoop;
    private final List<StreamTestClient> clients = new ArrayList<>();
    private final CompletableFuture<StreamHub> hub = new CompletableFuture<>();

    StreamFixture() {
        this(StreamTimers.defaults());
    }

    StreamFixture(StreamTimers timers) {
        Notifications notifications = new Notifications(domain.db);
        notifier = new NotificationHandler(
                new NotificationWriter(
                        domain.db,
                        domain.statuses,
                        domain.visibilityPolicy,
                        new ConversationMutes(domain.db, domain.visible, domain.hints),
                        new NotificationPolicies(domain.db),
                        domain.hints),
                new NotificationRemover(domain.db));
        NotificationHydrator hydrator =
                new NotificationHydrator(domain.accounts, domain.statuses, domain.visibilityPolicy, domain.statusViews);
        Conversations conversations = new Conversations(domain.db);
        conversationHandler = new ConversationHandler(conversations, domain.hints);
        EventRenderer renderer = new EventRenderer(
                new StreamStatusLoader(domain.statuses, domain.statusViews),
                new PerViewerStatusViews(domain.db, new Filters(domain.db)),
                notifications,
                new NotificationViews(hydrator, domain.accountViews),
                conversations,
                new ConversationViews(domain.accounts, domain.accountViews, domain.visible, domain.statusViews));
        StreamMetrics metrics = new StreamMetrics(domain.metrics);
        port = domain.serve(api -> {}, router -> {
            StreamHub started = new StreamHub(
                    domain.vertx,
                    domain.hints,
                    new ConnectedUsers(
                            domain.vertx,
                            new ConnectedUserStateLoader(
                                    new ViewerStateLoader(
                                            domain.follows, domain.relations, domain.lists, new TagFollows(domain.db)),
                                    domain.lists),
                            metrics),
                    domain.lists,
                    renderer,
                    metrics);
            new StreamRoutes(domain.vertx, started, domain::viewer, timers, metrics).mount(router);
            eventLoop = domain.vertx.getOrCreateContext();
            started.start().onSuccess(open -> hub.complete(started)).onFailure(hub::completeExceptionally);
        });
        hub.join();
    }

    /** Closes the hub, on its event loop. */
    void closeHub(Duration timeout) {
        Promise<Void> closed = Promise.promise();
        eventLoop.runOnContext(now -> hub.join().close(timeout).onComplete(closed));
        await(closed.future());
    }

    /** A token with the scopes of a mobile client. */
    String token(AccountId account) {
        return domain.token(account, Scope.READ, Scope.WRITE);
    }

    void publishPosted(Status status) {
        domain.hints.publish(StatusHint.HINT, new StatusHint(status.id(), status.author(), StatusHint.Change.POSTED));
    }

    void publishDeleted(StatusId status, AccountId author) {
        domain.hints.publish(StatusHint.HINT, new StatusHint(status, author, StatusHint.Change.DELETED));
    }

    double connectionCount() {
        return domain.metrics.get("skein.stream.connections").gauge().value();
    }

    double gauge(String name) {
        return domain.metrics.get("skein.stream." + name).gauge().value();
    }

    double rejectedCount() {
        return domain.metrics.get("skein.stream.rejected").counter().count();
    }

    double closedCount(String reason) {
        var counter =
                domain.metrics.find("skein.stream.closed").tag("reason", reason).counter();
        return counter == null ? 0 : counter.count();
    }

    Future<WebSocket> openWebSocket(String token, String query) {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI("/api/v1/streaming" + query);
        return webSockets.connect(token.isEmpty() ? options : options.addSubProtocol(token));
    }

    StreamTestClient connect(String token, String query) {
        return track(openWebSocket(token, query).map(StreamTestClient::new));
    }

    /** Waits for the connection, and closes the client after the test. */
    StreamTestClient track(Future<StreamTestClient> connection) {
        StreamTestClient client = await(connection);
        clients.add(client);
        return client;
    }

    /** Waits until posts by bob reach the client, then clears the received frames. */
    void awaitSubscribed(StreamTestClient client) {
        Status probe = domain.post(bob, "a probe");
        DomainFixture.eventually("the client receives posts", () -> {
            publishPosted(probe);
            return client.hasReceived(probe.id().toString());
        });
        Status last = domain.post(bob, "the last probe");
        publishPosted(last);
        DomainFixture.eventually(
                "the frames in flight have arrived",
                () -> client.hasReceived(last.id().toString()));
        client.frames.clear();
    }

    /** Closes all clients and deletes the data of a test, except the three accounts. */
    void clear() {
        disconnectAll();
        domain.clear();
    }

    void disconnectAll() {
        clients.forEach(client -> await(client.socket.close()));
        clients.clear();
        DomainFixture.eventually("all clients are disconnected", () -> connectionCount() == 0);
    }

    @Override
    public void close() {
        closeHub(Duration.ZERO);
        domain.close();
    }

    /** A WebSocket client with the frames it has received. */
    static final class StreamTestClient {
        final WebSocket socket;
        final List<JsonObject> frames = new CopyOnWriteArrayList<>();

        StreamTestClient(WebSocket socket) {
            this.socket = socket;
            socket.textMessageHandler(text -> frames.add(new JsonObject(text)));
        }

        void sendCommand(String type, String stream, String... argument) {
            JsonObject command = new JsonObject().put("type", type).put("stream", stream);
            if (argument.length > 0) {
                command.put(stream.equals("list") ? "list" : "tag", argument[0]);
            }
            await(socket.writeTextMessage(command.encode()));
        }

        /** The frames about this status; late frames about others may have arrived too. */
        List<JsonObject> framesAbout(Status status) {
            String id = "\"" + status.id() + "\"";
            return frames.stream()
                    .filter(frame -> frame.getString("payload", "").contains(id))
                    .toList();
        }

        boolean hasReceived(String part) {
            return frames.stream().anyMatch(frame -> frame.encode().contains(part));
        }

        JsonObject next() {
            DomainFixture.eventually("a frame arrives", () -> !frames.isEmpty());
            return frames.remove(0);
        }

        int closeCode() {
            DomainFixture.eventually("the socket is closed", socket::isClosed);
            return socket.closeStatusCode();
        }
    }
}
