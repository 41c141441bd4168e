package social.skein.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Keeps a number of uploads of one file in flight until it is closed; the response to each says that it is processed. */
final class UploadLoad implements AutoCloseable {
    private static final String PATH = "/api/v1/media";
    private static final String BOUNDARY = "skein-bench";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;
    private final List<BenchUsers.BenchUser> users;
    private final List<byte[]> body;
    private final AtomicLong responses = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final CompletableFuture<Void> done;
    private volatile boolean stopped;

    private UploadLoad(int port, BenchUsers users, byte[] file, int inFlight) {
        this.port = port;
        this.users = users.users();
        this.body = List.of(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"photo.jpg\"\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII),
                file,
                ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        this.done = CompletableFuture.allOf(
                IntStream.range(0, inFlight).mapToObj(this::uploadRepeatedly).toArray(CompletableFuture[]::new));
    }

    static UploadLoad start(int port, BenchUsers users, byte[] file, int inFlight) {
        return new UploadLoad(port, users, file, inFlight);
    }

    /** The responses so far. */
    long responses() {
        return responses.get();
    }

    /** The responses that were neither a 200 nor a 202. */
    long failures() {
        return failures.get();
    }

    private CompletableFuture<Void> uploadRepeatedly(int connection) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
                .header(
                        "Authorization",
                        "Bearer " + users.get(connection % users.size()).token())
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArrays(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((response, broken) -> {
                    responses.incrementAndGet();
                    if (broken != null || response.statusCode() / 100 != 2) {
                        failures.incrementAndGet();
                    }
                    return stopped;
                })
                .thenCompose(last -> last ? CompletableFuture.completedFuture(null) : uploadRepeatedly(connection));
    }

    /** Waits for the uploads in flight. */
    @Override
    public void close() {
        stopped = true;
        done.join();
    }
}
