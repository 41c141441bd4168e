package social.skein.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many open WebSockets on the home stream, and what arrives at them. */
final class Sockets implements AutoCloseable {
    private static final int CONNECTING_AT_ONCE = 200;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = vertx.createHttpClient();
    private final List<WebSocket> open = new ArrayList<>();
    private final int port;
    private volatile Optional<Awaited> awaited = Optional.empty();

    Sockets(int port) {
        this.port = port;
    }

    /** Milliseconds until half of the sockets, and the last one, had a post. */
    record Arrival(double half, double last) {}

    /** A post under way. */
    private record Awaited(
            String text, int number, long sent, AtomicInteger there, Promise<Long> half, Promise<Long> all) {
        void hear(String frame) {
            if (frame.contains(text)) {
                int now = there.incrementAndGet();
                if (now == (number + 1) / 2) {
                    half.complete(System.nanoTime() - sent);
                }
                if (now == number) {
                    all.complete(System.nanoTime() - sent);
                }
            }
        }
    }

    void connect(List<String> tokens) {
        WebSocketClient client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxConnections(tokens.size()).setConnectTimeout(60_000));
        for (int from = 0; from < tokens.size(); from += CONNECTING_AT_ONCE) {
            List<Future<WebSocket>> some =
                    tokens.subList(from, Math.min(from + CONNECTING_AT_ONCE, tokens.size())).stream()
                            .map(token -> client.connect(new WebSocketConnectOptions()
                                    .setHost("127.0.0.1")
                                    .setPort(port)
                                    .setURI("/api/v1/streaming?stream=user")
                                    .addSubProtocol(token)))
                            .toList();
            some.forEach(connecting -> open.add(await(connecting)));
        }
        open.forEach(socket -> socket.textMessageHandler(frame -> awaited.ifPresent(post -> post.hear(frame))));
    }

    /** Posts, and waits until it is everywhere. */
    Arrival post(String token, String text) {
        Awaited post = new Awaited(
                text, open.size(), System.nanoTime(), new AtomicInteger(), Promise.promise(), Promise.promise());
        awaited = Optional.of(post);
        await(http.request(HttpMethod.POST, port, "127.0.0.1", "/api/v1/statuses")
                .compose(request -> request.putHeader("Authorization", "Bearer " + token)
                        .putHeader("Content-Type", "application/x-www-form-urlencoded")
                        .send("status=" + text.replace(" ", "+")))
                .compose(answer -> answer.statusCode() == 200
                        ? answer.end()
                        : Future.failedFuture("A post was answered with " + answer.statusCode())));
        return open.isEmpty()
                ? new Arrival(0, 0)
                : new Arrival(await(post.half.future()) / 1e6, await(post.all.future()) / 1e6);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
