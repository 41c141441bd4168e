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

/** Somebody connected to a stream, over a WebSocket or server-sent events. */
public final class LiveReader implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration BEFORE_LONG = Duration.ofMillis(500);

    /** The event that stands for the server's hanging up; what it says is a WebSocket's code and reason, if it was one. */
    public static final String HANGS_UP = "(hangs up)";

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final List<Event> passed = new ArrayList<>();
    private final Runnable close;

    private record Event(String name, String payload) {}

    private LiveReader(Runnable close) {
        this.close = close;
    }

    /** Connects with the token where browsers put it; returns once connected. */
    public static LiveReader webSocket(Person person, String stream) {
        Socket socket = new Socket();
        WebSocket connected = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols(person.token())
                .buildAsync(
                        URI.create("ws://127.0.0.1:" + person.port() + "/api/v1/streaming?stream=" + stream), socket)
                .join();
        LiveReader reader = new LiveReader(connected::abort);
        socket.reader.complete(reader);
        return reader;
    }

    /** Connects and waits for the greeting. */
    public static LiveReader eventStream(Person person, String path) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + person.port() + "/api/v1/streaming/" + path))
                .header("Authorization", "Bearer " + person.token())
                .build();
        Stream<String> lines = HttpClient.newHttpClient()
                .sendAsync(request, BodyHandlers.ofLines())
                .join()
                .body();
        LiveReader reader = new LiveReader(() -> {});
        CompletableFuture<Void> greeted = new CompletableFuture<>();
        Thread reading = new Thread(() -> reader.read(lines, greeted), "event-stream");
        reading.setDaemon(true);
        reading.start();
        greeted.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        return reader;
    }

    /** The payload of the next event of this name; what comes between is kept for later, for roles work side by side. */
    public JsonObject next(String event) {
        String payload = nextText(event);
        Documented.checkEvent(event, payload);
        return new JsonObject(payload);
    }

    public String nextText(String event) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<Event> found = take(event);
        while (found.isEmpty()) {
            try {
                Event next = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                passed.add(Optional.ofNullable(next)
                        .orElseThrow(() -> new AssertionError("No " + event + " came, but " + passed)));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError(interrupted);
            }
            found = take(event);
        }
        return found.get().payload;
    }

    /** Whether an event that nobody has taken yet holds this text. */
    public boolean heard(String part) {
        return Stream.concat(passed.stream(), events.stream()).anyMatch(event -> event.payload.contains(part));
    }

    /** Whether such an event is there before long: whoever tries again and again asks this. */
    public boolean hears(String part) {
        long end = System.nanoTime() + BEFORE_LONG.toNanos();
        while (!heard(part) && System.nanoTime() < end) {
            LockSupport.parkNanos(5_000_000);
        }
        return heard(part);
    }

    private Optional<Event> take(String name) {
        Optional<Event> found =
                passed.stream().filter(event -> event.name.equals(name)).findFirst();
        found.ifPresent(passed::remove);
        return found;
    }

    @Override
    public void close() {
        close.run();
    }

    private void read(Stream<String> lines, CompletableFuture<Void> greeted) {
        String[] name = {""};
        lines.forEach(line -> {
            greeted.complete(null);
            if (line.startsWith("event: ")) {
                name[0] = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                events.add(new Event(name[0], line.substring("data: ".length())));
            }
        });
        events.add(new Event(HANGS_UP, ""));
    }

    private static final class Socket implements WebSocket.Listener {
        private final CompletableFuture<LiveReader> reader = new CompletableFuture<>();
        private final StringBuilder frame = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            frame.append(part);
            if (last) {
                JsonObject event = new JsonObject(frame.toString());
                frame.setLength(0);
                reader.join().events.add(new Event(event.getString("event"), event.getString("payload")));
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            reader.join().events.add(new Event(HANGS_UP, code + " " + reason));
            return CompletableFuture.completedStage(null);
        }
    }
}
