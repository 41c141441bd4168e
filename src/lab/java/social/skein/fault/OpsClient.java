package social.skein.fault;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/** A client for the ops port of a process. */
record OpsClient(int port) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Whether the process is ready and all its stores respond. */
    boolean isReady() throws IOException {
        return get("/readyz").body().contains("\"ready\"");
    }

    /** Whether a load balancer would keep the process: one of three reports is 200 within 100 ms, on a busy machine. */
    boolean mayGetTraffic() throws IOException {
        for (int i = 0; i < 3; i++) {
            long asked = System.nanoTime();
            int status = get("/readyz").statusCode();
            if (status == 200 && Duration.ofNanos(System.nanoTime() - asked).toMillis() < 100) {
                return true;
            }
        }
        return false;
    }

    /** Returns the sum of a metric over all its tags. */
    double sumMetric(String name) throws IOException {
        Pattern line = Pattern.compile("^" + Pattern.quote(name) + "(?:\\{.*})? (\\S+)$", Pattern.MULTILINE);
        return line.matcher(get("/metrics").body())
                .results()
                .mapToDouble(value -> Double.parseDouble(value.group(1)))
                .sum();
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(TIMEOUT)
                            .build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
