package social.skein.fault;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import social.skein.app.Waiting;
import social.skein.support.Person;

/** Many streams, of few people, that are all connected to one instance; when it is gone they all look for another. */
final class Audience implements AutoCloseable {
    private static final int AT_ONCE = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** As clients wait before they come back, at least and at most. */
    private static final int SHORTEST_PAUSE = 500;

    private static final int LONGEST_PAUSE = 5_000;

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client;
    private final List<String> tokens = new ArrayList<>();
    private final List<Future<Void>> dropped = new ArrayList<>();

    private Audience(int streams) {
        this.client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxConnections(2 * streams).setConnectTimeout(5_000));
    }

    static Audience of(Town town, int streams) {
        Audience audience = new Audience(streams);
        for (int i = 0; i < streams; i++) {
            List<Person> people = town.people();
            audience.tokens.add(people.get(i % people.size()).token());
        }
        return audience;
    }

    /** All of them, some at a time; returns when all are connected. */
    void connect(int port) {
        for (int from = 0; from < tokens.size(); from += AT_ONCE) {
            List<Future<WebSocket>> some = tokens.subList(from, Math.min(from + AT_ONCE, tokens.size())).stream()
                    .map(token -> open(token, port))
                    .toList();
            some.forEach(connecting -> {
                WebSocket socket = Waiting.on(connecting, PATIENCE, "Connecting a stream");
                Promise<Void> gone = Promise.promise();
                socket.closeHandler(gone::tryComplete);
                dropped.add(gone.future());
            });
        }
    }

    /** Each is dropped, waits for a while of its own, and tries until it is let in; returns when all are back. */
    void comeBack(int port) {
        Random random = new Random(tokens.size());
        List<Future<WebSocket>> back = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            long pause = SHORTEST_PAUSE + random.nextInt(LONGEST_PAUSE - SHORTEST_PAUSE);
            back.add(dropped.get(i).compose(gone -> vertx.timer(pause)).compose(due -> insist(token, port, pause)));
        }
        Waiting.on(Future.all(back), PATIENCE, "Coming back");
    }

    private Future<WebSocket> insist(String token, int port, long pause) {
        return open(token, port)
                .recover(refused ->
                        vertx.timer(pause).compose(due -> insist(token, port, Math.min(2 * pause, 20_000))));
    }

    private Future<WebSocket> open(String token, int port) {
        return client.connect(new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/api/v1/streaming?stream=user")
                .addSubProtocol(token));
    }

    @Override
    public void close() {
        Waiting.on(vertx.close(), PATIENCE, "Leaving");
    }
}
