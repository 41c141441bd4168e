package social.skein.support;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A client that listens to the home stream of an account. */
public final class HomeStreamListener implements WebSocket.Listener, AutoCloseable {
    private final Queue<String> events = new ConcurrentLinkedQueue<>();
    private final StringBuilder partialMessage = new StringBuilder();
    private final WebSocket socket;

    public HomeStreamListener(String token, int port) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/streaming?stream=user"), this)
                .join();
    }

    /** Returns whether it has received this post. */
    public boolean hasReceived(String post) {
        return events.stream()
                .anyMatch(event -> event.contains("\"event\":\"update\"") && event.contains("\\\"id\\\":\\\"" + post));
    }

    /** Returns the number of events it has received. */
    public int eventCount() {
        return events.size();
    }

    /** Returns whether the server has closed the connection. */
    public boolean isClosed() {
        return socket.isInputClosed();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        partialMessage.append(text);
        if (last) {
            events.add(partialMessage.toString());
            partialMessage.setLength(0);
        }
        return WebSocket.Listener.super.onText(from, text, last);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
