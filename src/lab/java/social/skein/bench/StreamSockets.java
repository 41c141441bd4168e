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

/** Many open WebSockets on the home stream, and the events they receive. */
final class StreamSockets implements AutoCloseable {
    private static final int CONNECT_BATCH = 200;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = vertx.createHttpClient();
    private final List<WebSocket> sockets = new ArrayList<>();
    private final int port;
    private volatile Optional<AwaitedPost> pending = Optional.empty();

    StreamSockets(int port) {
        this.port = port;
    }

    /** Milliseconds until half of the sockets, and until all of them, received a post. */
    record DeliveryTimes(double half, double last) {}

    /** A post that has not reached all sockets yet. */
    private record AwaitedPost(
            String text, int recipients, long sentAt, AtomicInteger delivered, Promise<Long> half, Promise<Long> all) {
        void onFrame(String frame) {
            if (frame.contains(text)) {
                int received = delivered.incrementAndGet();
                if (received == (recipients + 1) / 2) {
                    half.complete(System.nanoTime() - sentAt);
                }
                if (received == recipients) {
                    all.complete(System.nanoTime() - sentAt);
                }
            }
        }
    }

    void connect(List<String> tokens) {
        WebSocketClient client = vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxConnections(tokens.size()).setConnectTimeout(60_000));
        for (int from = 0; from < tokens.size(); from += CONNECT_BATCH) {
            List<Future<WebSocket>> batch = tokens.subList(from, Math.min(from + CONNECT_BATCH, tokens.size())).stream()
                    .map(token -> client.connect(new WebSocketConnectOptions()
                            .setHost("127.0.0.1")
                            .setPort(port)
                            .setURI("/api/v1/streaming?stream=user")
                            .addSubProtocol(token)))
                    .toList();
            batch.forEach(connecting -> sockets.add(await(connecting)));
        }
        sockets.forEach(socket -> socket.textMessageHandler(frame -> pending.ifPresent(post -> post.onFrame(frame))));
    }

    /** Posts, and waits until all sockets have received the post. */
    DeliveryTimes post(String token, String text) {
        AwaitedPost post = new AwaitedPost(
                text, sockets.size(), System.nanoTime(), new AtomicInteger(), Promise.promise(), Promise.promise());
        pending = Optional.of(post);
        await(http.request(HttpMethod.POST, port, "127.0.0.1", "/api/v1/statuses")
                .compose(request -> request.putHeader("Authorization", "Bearer " + token)
                        .putHeader("Content-Type", "application/x-www-form-urlencoded")
                        .send("status=" + text.replace(" ", "+")))
                .compose(response -> response.statusCode() == 200
                        ? response.end()
                        : Future.failedFuture("A post failed with status " + response.statusCode())));
        return sockets.isEmpty()
                ? new DeliveryTimes(0, 0)
                : new DeliveryTimes(await(post.half.future()) / 1e6, await(post.all.future()) / 1e6);
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
