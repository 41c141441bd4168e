package social.skein.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** One call at a time, where its answer matters; {@link Load} is for many. */
final class Web {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Web() {}

    static String text(String address) {
        return new String(
                answer(HttpRequest.newBuilder(URI.create(address)).build()).body(), StandardCharsets.UTF_8);
    }

    static HttpResponse<byte[]> get(int port, String path, String token) {
        return answer(request(port, path, token).build());
    }

    static JsonObject json(int port, String path, String token) {
        return new JsonObject(new String(get(port, path, token).body(), StandardCharsets.UTF_8));
    }

    static JsonObject post(int port, String path, String token, String json) {
        HttpRequest request = request(port, path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return new JsonObject(new String(answer(request).body(), StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder request(int port, String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<byte[]> answer(HttpRequest request) {
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
