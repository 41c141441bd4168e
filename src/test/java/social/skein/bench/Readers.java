package social.skein.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Some people of the seeded graph, signed in, who read their home timelines. */
final class Readers {
    private static final String HOME = "/api/v1/timelines/home?limit=20";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;
    private final List<String> tokens = new ArrayList<>();

    private Readers(int port) {
        this.port = port;
    }

    /** Signs in so many of the people {@code reed1} to {@code reed962}, evenly spread over the graph. */
    static Readers signIn(int port, int number, int people) {
        Readers readers = new Readers(port);
        Map<String, String> app =
                Map.of("client_name", "bench", "redirect_uris", "urn:ietf:wg:oauth:2.0:oob", "scopes", "read");
        JsonObject client = readers.post("/api/v1/apps", app);
        for (int i = 0; i < number; i++) {
            String name = "reed" + (1 + i * people / number);
            Map<String, String> ask = Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    client.getString("client_id"),
                    "client_secret",
                    client.getString("client_secret"),
                    "scope",
                    "read",
                    "username",
                    name,
                    "password",
                    "skein-seed");
            readers.tokens.add(readers.post("/oauth/token", ask).getString("access_token"));
        }
        return readers;
    }

    /** Reads every home once, and returns the answer whose size is nearest to their mean. */
    HttpResponse<byte[]> readOnce() {
        List<HttpResponse<byte[]>> answers = new ArrayList<>();
        for (String token : tokens) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + HOME))
                    .header("Authorization", "Bearer " + token)
                    .build();
            answers.add(sent(request, HttpResponse.BodyHandlers.ofByteArray()));
        }
        double mean = answers.stream()
                .mapToInt(answer -> answer.body().length)
                .average()
                .orElseThrow();
        return Collections.min(answers, Comparator.comparing(answer -> Math.abs(answer.body().length - mean)));
    }

    /** The same requests as bytes, for a load on any server. */
    List<byte[]> requests() {
        return tokens.stream()
                .map(token ->
                        "GET " + HOME + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n")
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    private JsonObject post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return new JsonObject(
                sent(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    static String get(String address) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return sent(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static <T> HttpResponse<T> sent(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            HttpResponse<T> answer = HTTP.send(request, body);
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return answer;
        } catch (IOException broken) {
            throw new IllegalStateException(request.uri() + " did not answer", broken);
        } catch (InterruptedException hurry) {
            throw new IllegalStateException(hurry);
        }
    }
}
