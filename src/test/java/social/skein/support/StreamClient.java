package social.skein.support;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A client that is connected to a stream by a WebSocket or server-sent events. */
public final class StreamClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration SHORT_WAIT = Duration.ofMillis(500);

    /**
     * The name of the event that represents a close by the server. Its payload is the code and reason of a WebSocket,
     * and empty for server-sent events.
     */
    public static final String CLOSED = "(hangs up)";

    private final BlockingQueue<ReceivedEvent> events;
    private final List<ReceivedEvent> skipped = new ArrayList<>();
    private final Runnable close;

    private record ReceivedEvent(String name, String payload) {}

    private StreamClient(BlockingQueue<ReceivedEvent> events, Runnable close) {
        this.events = events;
        this.close = close;
    }

    /** Connects with the token as the subprotocol, like browsers; returns once connected. */
    public static StreamClient connectWebSocket(Person person, String stream) {
        // Events can arrive before the future completes, on the thread that completes it.
        BlockingQueue<ReceivedEvent> events = new LinkedBlockingQueue<>();
        WebSocket connected = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols(person.token())
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + person.port() + "/api/v1/streaming?stream=" + stream),
                        new WebSocketHandler(events))
                .orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .join();
        return new StreamClient(events, connected::abort);
    }

    /** Connects and waits for the first line. */
    public static StreamClient connectEventStream(Person person, String path) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + person.port() + "/api/v1/streaming/" + path))
                .header("Authorization", "Bearer " + person.token())
                .build();
        Stream<String> lines = HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofLines())
                .orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .join()
                .body();
        StreamClient reader = new StreamClient(new LinkedBlockingQueue<>(), () -> {});
        CompletableFuture<Void> firstLine = new CompletableFuture<>();
        Thread reading = new Thread(() -> reader.readEvents(lines, firstLine), "event-stream");
        reading.setDaemon(true);
        reading.start();
        firstLine.orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
        return reader;
    }

    /**
     * Returns the payload of the next event with this name. Other events remain available to later calls, since roles
     * work in parallel.
     */
    public JsonObject next(String event) {
        String payload = nextPayload(event);
        OpenApiConformance.checkEvent(event, payload);
        return new JsonObject(payload);
    }

    public String nextPayload(String event) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        Optional<ReceivedEvent> found = pollSkipped(event);
        while (found.isEmpty()) {
            try {
                ReceivedEvent next = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                skipped.add(Optional.ofNullable(next)
                        .orElseThrow(() -> new AssertionError("No event " + event + " arrived, only " + skipped)));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError(interrupted);
            }
            found = pollSkipped(event);
        }
        return found.get().payload;
    }

    /** Returns whether an event that was not returned yet contains this text. */
    public boolean hasReceived(String part) {
        return Stream.concat(skipped.stream(), events.stream()).anyMatch(event -> event.payload.contains(part));
    }

    /** Returns whether such an event arrives within a short time, for callers that retry. */
    public boolean receivesSoon(String part) {
        long end = System.nanoTime() + SHORT_WAIT.toNanos();
        while (!hasReceived(part) && System.nanoTime() < end) {
            LockSupport.parkNanos(5_000_000);
        }
        return hasReceived(part);
    }

    private Optional<ReceivedEvent> pollSkipped(String name) {
        Optional<ReceivedEvent> found =
                skipped.stream().filter(event -> event.name.equals(name)).findFirst();
        found.ifPresent(skipped::remove);
        return found;
    }

    @Override
    public void close() {
        close.run();
    }

    private void readEvents(Stream<String> lines, CompletableFuture<Void> firstLine) {
        String[] name = {""};
        lines.forEach(line -> {
            firstLine.complete(null);
            if (line.startsWith("event: ")) {
                name[0] = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                events.add(new ReceivedEvent(name[0], line.substring("data: ".length())));
            }
        });
        events.add(new ReceivedEvent(CLOSED, ""));
    }

    private static final class WebSocketHandler implements WebSocket.Listener {
        private final BlockingQueue<ReceivedEvent> events;
        private final StringBuilder partialFrame = new StringBuilder();

        private WebSocketHandler(BlockingQueue<ReceivedEvent> events) {
            this.events = events;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            partialFrame.append(part);
            if (last) {
                JsonObject event = new JsonObject(partialFrame.toString());
                partialFrame.setLength(0);
                events.add(new ReceivedEvent(event.getString("event"), event.getString("payload")));
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            events.add(new ReceivedEvent(CLOSED, code + " " + reason));
            return CompletableFuture.completedStage(null);
        }
    }
}
