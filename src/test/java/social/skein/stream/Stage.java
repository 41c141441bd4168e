package social.skein.stream;

import static social.skein.support.Village.await;

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
import social.skein.conversation.ConversationViews;
import social.skein.conversation.Conversations;
import social.skein.conversation.Correspondence;
import social.skein.filter.Filters;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.notification.Arrivals;
import social.skein.notification.NotificationViews;
import social.skein.notification.Notifications;
import social.skein.notification.Notifier;
import social.skein.notification.Policies;
import social.skein.notification.Relating;
import social.skein.notification.Removals;
import social.skein.status.ConversationMutes;
import social.skein.status.Onlookers;
import social.skein.status.Status;
import social.skein.support.Village;

/** A village whose streams can be listened to. Hints come from the test itself. */
final class Stage implements AutoCloseable {
    final Village village = new Village();
    /** One, and held on to: a client that nobody holds closes its sockets when it is collected. */
    private final WebSocketClient webSockets = village.vertx.createWebSocketClient();

    final AccountId alice = village.alice;
    final AccountId bob = village.bob;
    final Notifier notifier;
    final Correspondence correspondence;
    final int port;
    private volatile Context loop;
    private final List<Client> clients = new ArrayList<>();
    private final CompletableFuture<Hub> hub = new CompletableFuture<>();

    Stage() {
        this(Rhythm.usual());
    }

    Stage(Rhythm rhythm) {
        Notifications notifications = new Notifications(village.db);
        notifier = new Notifier(
                new Arrivals(
                        village.db,
                        village.statuses,
                        village.audience,
                        new ConversationMutes(village.db, village.visible, village.hints),
                        new Policies(village.db),
                        village.hints),
                new Removals(village.db));
        Relating relating = new Relating(village.accounts, village.statuses, village.audience, village.statusViews);
        Conversations conversations = new Conversations(village.db);
        correspondence = new Correspondence(conversations, village.hints);
        Rendering rendering = new Rendering(
                new Sights(village.statuses, village.statusViews),
                new Onlookers(village.db, new Filters(village.db)),
                notifications,
                new NotificationViews(relating, village.accountViews),
                conversations,
                new ConversationViews(village.accounts, village.accountViews, village.visible, village.statusViews));
        StreamMetrics metrics = new StreamMetrics(village.metrics);
        port = village.serve(api -> {}, router -> {
            Hub here = new Hub(
                    village.vertx,
                    village.hints,
                    new Circles(
                            village.vertx,
                            new Acquaintances(village.follows, village.relations, village.audience, village.lists),
                            metrics),
                    village.lists,
                    rendering,
                    metrics);
            new StreamRoutes(village.vertx, here, village::viewer, rhythm, metrics).mount(router);
            loop = village.vertx.getOrCreateContext();
            here.open().onSuccess(open -> hub.complete(here)).onFailure(hub::completeExceptionally);
        });
        hub.join();
    }

    /** Closes the hub, on the event loop it belongs to. */
    void shutDown(Duration within) {
        Promise<Void> closed = Promise.promise();
        loop.runOnContext(now -> hub.join().close(within).onComplete(closed));
        await(closed.future());
    }

    /** Everything a mobile client asks for. */
    String token(AccountId account) {
        return village.token(account, Scope.READ, Scope.WRITE);
    }

    void posted(Status status) {
        village.hints.publish(StatusHint.HINT, new StatusHint(status.id(), status.author(), StatusHint.Change.POSTED));
    }

    void deleted(StatusId status, AccountId author) {
        village.hints.publish(StatusHint.HINT, new StatusHint(status, author, StatusHint.Change.DELETED));
    }

    double connections() {
        return village.metrics.get("skein.stream.connections").gauge().value();
    }

    double gauge(String name) {
        return village.metrics.get("skein.stream." + name).gauge().value();
    }

    double refused() {
        return village.metrics.get("skein.stream.refused").counter().count();
    }

    double closed(String reason) {
        var counter = village.metrics
                .find("skein.stream.closed")
                .tag("reason", reason)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    Future<WebSocket> connecting(String token, String query) {
        WebSocketConnectOptions options =
                new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI("/api/v1/streaming" + query);
        return webSockets.connect(token.isEmpty() ? options : options.addSubProtocol(token));
    }

    Client connect(String token, String query) {
        return met(connecting(token, query).map(Client::new));
    }

    /** The client once it is connected. */
    Client met(Future<Client> connecting) {
        Client client = await(connecting);
        clients.add(client);
        return client;
    }

    /** Posts by bob reach the client from now on: one is posted until it has come, and then all that came is forgotten. */
    void ready(Client client) {
        Status probe = village.post(bob, "is anybody there?");
        Village.eventually("the client listens", () -> {
            posted(probe);
            return client.heard(probe.id().toString());
        });
        Status last = village.post(bob, "somebody is");
        posted(last);
        Village.eventually(
                "what was under way has come", () -> client.heard(last.id().toString()));
        client.frames.clear();
    }

    /** Hangs up and forgets whatever a test did; the three people stay. */
    void clear() {
        hangUp();
        village.clear();
    }

    void hangUp() {
        clients.forEach(client -> await(client.socket.close()));
        clients.clear();
        Village.eventually("all have hung up", () -> connections() == 0);
    }

    @Override
    public void close() {
        shutDown(Duration.ZERO);
        village.close();
    }

    /** A client's end of a WebSocket and what came out of it. */
    static final class Client {
        final WebSocket socket;
        final List<JsonObject> frames = new CopyOnWriteArrayList<>();

        Client(WebSocket socket) {
            this.socket = socket;
            socket.textMessageHandler(text -> frames.add(new JsonObject(text)));
        }

        void say(String type, String stream, String... of) {
            JsonObject command = new JsonObject().put("type", type).put("stream", stream);
            if (of.length > 0) {
                command.put(stream.equals("list") ? "list" : "tag", of[0]);
            }
            await(socket.writeTextMessage(command.encode()));
        }

        /** The frames about this status: a latecomer of another one may be among what came. */
        List<JsonObject> framesOf(Status status) {
            String id = "\"" + status.id() + "\"";
            return frames.stream()
                    .filter(frame -> frame.getString("payload", "").contains(id))
                    .toList();
        }

        boolean heard(String part) {
            return frames.stream().anyMatch(frame -> frame.encode().contains(part));
        }

        JsonObject next() {
            Village.eventually("a frame comes", () -> !frames.isEmpty());
            return frames.remove(0);
        }

        int closeCode() {
            Village.eventually("the socket is closed", socket::isClosed);
            return socket.closeStatusCode();
        }
    }
}
