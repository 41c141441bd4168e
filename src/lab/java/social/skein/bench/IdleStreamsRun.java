package social.skein.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Measures the memory of idle streams in one instance, and the time until a post has reached all of them. Each account
 * follows one common author and thirty other accounts, and has a WebSocket. The server has a heap of 1 GiB; the clients
 * are in this process.
 */
final class IdleStreamsRun {
    private static final int FOLLOWS = 30;
    private static final int POSTS = 5;

    private IdleStreamsRun() {}

    /**
     * The outcome of a run.
     *
     * @param heapIdle bytes of the server's heap after a collection, without connections
     * @param heapConnected the same with all sockets connected
     * @param indexedFollows follows held in memory
     * @param halfDeliveredMillis milliseconds from sending a post until half of the sockets have it; the median
     * @param allDeliveredMillis the same for all sockets
     */
    record Result(
            int sockets,
            long heapIdle,
            long heapConnected,
            long bytesPerSocket,
            long residentConnected,
            double indexedFollows,
            double secondsToConnect,
            double halfDeliveredMillis,
            double allDeliveredMillis) {}

    /** Starts a separate server, measures it, and stops it. */
    static Result run(BenchWorkspace workspace, int sockets) throws IOException, InterruptedException {
        Path folder = workspace.folder().resolve("streams");
        Map<String, String> settings = Map.of(
                "SKEIN_DATA_DIR", folder.resolve("data").toString(),
                "SKEIN_HTTP_HOST", "127.0.0.1",
                "SKEIN_HTTP_PORT", "0",
                "SKEIN_OPS_PORT", "0",
                "SKEIN_RATE_LIMITS_ENABLED", "false");
        try (JvmProcess skein = workspace.startJvm(List.of("-Xmx1g", "-jar", "target/skein.jar", "serve"), settings)) {
            int port = Integer.parseInt(skein.awaitLine(Pattern.compile("Clients +http://localhost:(\\d+)")));
            String ops = skein.awaitLine(Pattern.compile("Operators +(http://[0-9.:]+)")) + "/metrics";
            skein.drainOutput(line -> {});
            StreamUsers users = StreamUsers.insert(folder.resolve("data"), sockets, FOLLOWS);
            try (StreamSockets streams = new StreamSockets(port)) {
                streams.post(users.authorToken(), "warm-up");
                long heapIdle = skein.liveHeapBytes();
                long start = System.nanoTime();
                streams.connect(users.followerTokens());
                double secondsToConnect = (System.nanoTime() - start) / 1e9;
                long heapConnected = skein.liveHeapBytes();
                double[] half = new double[POSTS];
                double[] all = new double[POSTS];
                for (int i = 0; i < POSTS; i++) {
                    StreamSockets.DeliveryTimes arrival = streams.post(users.authorToken(), "to all of you, " + i);
                    half[i] = arrival.half();
                    all[i] = arrival.last();
                }
                return new Result(
                        sockets,
                        heapIdle,
                        heapConnected,
                        (heapConnected - heapIdle) / sockets,
                        skein.residentBytes(),
                        metric(ops, "skein_stream_index_entries"),
                        secondsToConnect,
                        median(half),
                        median(all));
            }
        }
    }

    private static double metric(String ops, String name) {
        return Pattern.compile("^" + name + " (\\S+)$", Pattern.MULTILINE)
                .matcher(HttpCalls.getText(ops))
                .results()
                .mapToDouble(value -> Double.parseDouble(value.group(1)))
                .sum();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
