package social.skein.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What idle streams cost one instance, and how long a post takes to all of them: people who follow one author, and thirty
 * others of themselves, each with a WebSocket. The server has a heap of 1 GiB; the clients are in this process.
 */
final class IdleStreamsRun {
    private static final int FOLLOWS = 30;
    private static final int POSTS = 5;

    private IdleStreamsRun() {}

    /**
     * The outcome of a run.
     *
     * @param heapIdle bytes of the server's heap after a collection, with nobody connected
     * @param heapConnected the same with all of them
     * @param indexedFollows follows held in memory
     * @param halfDeliveredMillis milliseconds from a post's being sent until half of them have it, in the median of the posts
     * @param allDeliveredMillis the same for the last of them
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

    /** Starts a server of its own, measures, and stops it. */
    static Result run(BenchWorkspace premises, int sockets) throws IOException, InterruptedException {
        Path folder = premises.folder().resolve("streams");
        Map<String, String> settings = Map.of(
                "SKEIN_DATA_DIR", folder.resolve("data").toString(),
                "SKEIN_HTTP_HOST", "127.0.0.1",
                "SKEIN_HTTP_PORT", "0",
                "SKEIN_OPS_PORT", "0",
                "SKEIN_RATE_LIMITS_ENABLED", "false");
        try (JvmProcess skein = premises.startJvm(List.of("-Xmx1g", "-jar", "target/skein.jar", "serve"), settings)) {
            int port = Integer.parseInt(skein.awaitLine(Pattern.compile("Clients +http://localhost:(\\d+)")));
            String ops = skein.awaitLine(Pattern.compile("Operators +(http://[0-9.:]+)")) + "/metrics";
            skein.drainOutput(line -> {});
            StreamUsers people = StreamUsers.insert(folder.resolve("data"), sockets, FOLLOWS);
            try (StreamSockets open = new StreamSockets(port)) {
                open.post(people.authorToken(), "warm-up");
                long before = skein.liveHeapBytes();
                long begun = System.nanoTime();
                open.connect(people.followerTokens());
                double connecting = (System.nanoTime() - begun) / 1e9;
                long with = skein.liveHeapBytes();
                double[] half = new double[POSTS];
                double[] all = new double[POSTS];
                for (int i = 0; i < POSTS; i++) {
                    StreamSockets.DeliveryTimes arrival = open.post(people.authorToken(), "to all of you, " + i);
                    half[i] = arrival.half();
                    all[i] = arrival.last();
                }
                return new Result(
                        sockets,
                        before,
                        with,
                        (with - before) / sockets,
                        skein.residentBytes(),
                        metric(ops, "skein_stream_index_entries"),
                        connecting,
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

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
