package social.skein.doctor;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import social.skein.app.Blocking;
import social.skein.app.RunningProcesses.RunningProcess;

/** Queries {@code /readyz} of the running processes of the data folder, all at the same time. */
final class ReadinessCheck {
    private static final int OK = 200;

    private final Vertx vertx;

    ReadinessCheck(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A response of {@code /readyz}. */
    private record Answer(int status, String body) {}

    List<Finding> check(List<RunningProcess> processes) {
        List<Future<Finding>> queries = processes.stream()
                .map(process -> query(process)
                        .map(answer -> finding(process, answer))
                        .otherwise(failure -> Finding.fail(
                                name(process) + " does not answer within " + StoreCheck.TIMEOUT.toSeconds() + " s",
                                "It may be frozen or overloaded: see its log, and restart it.")))
                .toList();
        return queries.stream()
                .map(query -> Blocking.await(query, StoreCheck.TIMEOUT.multipliedBy(2), "Querying the processes"))
                .toList();
    }

    private static String name(RunningProcess process) {
        return "Process " + process.pid() + " (http.port " + process.httpPort() + ", " + address(process) + "/readyz)";
    }

    private static Finding finding(RunningProcess process, Answer answer) {
        String message = name(process) + " says " + answer.body();
        if (answer.status() != OK) {
            return Finding.fail(message, "It gets no requests from a load balancer until it is ready.");
        }
        return answer.body().contains("\"degraded\"")
                ? Finding.warn(message, "It serves without what is down.")
                : Finding.ok(message);
    }

    private Future<Answer> query(RunningProcess process) {
        return vertx.executeBlocking(() -> send(process), false)
                .timeout(StoreCheck.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Answer send(RunningProcess process) throws IOException {
        int timeout = (int) StoreCheck.TIMEOUT.toMillis();
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://" + address(process) + "/readyz").toURL().openConnection();
        connection.setConnectTimeout(timeout);
        connection.setReadTimeout(timeout);
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(
                    status, body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8).strip());
        } finally {
            connection.disconnect();
        }
    }

    /** The address by which this machine reaches the ops port. */
    private static String address(RunningProcess process) {
        String host = switch (process.opsHost()) {
            case "0.0.0.0", "::", "[::]" -> "127.0.0.1";
            default -> process.opsHost();
        };
        return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + process.opsPort();
    }
}
