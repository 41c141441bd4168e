package social.skein.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Single requests whose responses are evaluated; {@link ClosedLoopLoad} is for load. */
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
            HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(request.uri() + " responded with " + response.statusCode() + ": "
                        + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response;
        } catch (IOException broken) {
            throw new IllegalStateException(request.uri() + " failed", broken);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
