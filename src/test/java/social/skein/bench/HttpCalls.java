package social.skein.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** One call at a time, where its answer matters; {@link ClosedLoopLoad} is for many. */
final class HttpCalls {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private HttpCalls() {}

    static String getText(String address) {
        return new String(
                exchange(HttpRequest.newBuilder(URI.create(address)).build()).body(), StandardCharsets.UTF_8);
    }

    static HttpResponse<byte[]> get(int port, String path, String token) {
        return exchange(request(port, path, token).build());
    }

    static JsonObject getJson(int port, String path, String token) {
        return new JsonObject(new String(get(port, path, token).body(), StandardCharsets.UTF_8));
    }

    static JsonObject postJson(int port, String path, String token, String json) {
        HttpRequest request = request(port, path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return new JsonObject(new String(exchange(request).body(), StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder request(int port, String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(request.uri() + " answered " + answer.statusCode() + ": "
                        + new String(answer.body(), StandardCharsets.UTF_8));
            }
            return answer;
        } catch (IOException broken) {
            throw new IllegalStateException(request.uri() + " did not answer", broken);
        } catch (InterruptedException hurry) {
            throw new IllegalStateException(hurry);
        }
    }
}
