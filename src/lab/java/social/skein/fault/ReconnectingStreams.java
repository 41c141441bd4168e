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
import social.skein.app.Blocking;
import social.skein.support.Person;

/** Many streams of few users, which are all connected to one instance and reconnect to another when it dies. */
final class ReconnectingStreams implements AutoCloseable {
    private static final int CONNECT_BATCH = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    /** The range of the delay before a client reconnects. */
    private static final int MIN_BACKOFF_MILLIS = 500;

    private static final int MAX_BACKOFF_MILLIS = 5_000;

    private final Vertx vertx = Vertx.vertx();
    private final WebSocketClient client;
    private final List<String> tokens = new ArrayList<>();
    private final List<Future<Void>> dropped = new ArrayList<>();

    private ReconnectingStreams(int streams) {
        this.client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxConnections(2 * streams).setConnectTimeout(5_000));
    }

    static ReconnectingStreams of(UserRing users, int streams) {
        ReconnectingStreams reconnectingStreams = new ReconnectingStreams(streams);
        for (int i = 0; i < streams; i++) {
            List<Person> accounts = users.users();
            reconnectingStreams.tokens.add(accounts.get(i % accounts.size()).token());
        }
        return reconnectingStreams;
    }

    /** Connects all streams in batches, and waits until they are connected. */
    void connect(int port) {
        for (int from = 0; from < tokens.size(); from += CONNECT_BATCH) {
            List<Future<WebSocket>> batch = tokens.subList(from, Math.min(from + CONNECT_BATCH, tokens.size())).stream()
                    .map(token -> open(token, port))
                    .toList();
            batch.forEach(connecting -> {
                WebSocket socket = Blocking.await(connecting, TIMEOUT, "Connecting a stream");
                Promise<Void> closed = Promise.promise();
                socket.closeHandler(closed::tryComplete);
                dropped.add(closed.future());
            });
        }
    }

    /** Reconnects each stream after it is dropped, with a random delay and retries; waits until all are connected. */
    void reconnectAll(int port) {
        Random random = new Random(tokens.size());
        List<Future<WebSocket>> reconnected = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            long delay = MIN_BACKOFF_MILLIS + random.nextInt(MAX_BACKOFF_MILLIS - MIN_BACKOFF_MILLIS);
            reconnected.add(dropped.get(i)
                    .compose(closed -> vertx.timer(delay))
                    .compose(due -> connectWithBackoff(token, port, delay)));
        }
        Blocking.await(Future.all(reconnected), TIMEOUT, "Reconnecting the streams");
    }

    private Future<WebSocket> connectWithBackoff(String token, int port, long backoffMillis) {
        return open(token, port)
                .recover(refused -> vertx.timer(backoffMillis)
                        .compose(due -> connectWithBackoff(token, port, Math.min(2 * backoffMillis, 20_000))));
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
        Blocking.await(vertx.close(), TIMEOUT, "Closing the streams");
    }
}
