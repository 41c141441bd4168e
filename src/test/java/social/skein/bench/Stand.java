package social.skein.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A deployment to be measured: the stores of a data folder as one process, and Skein as another that joins them. */
final class Stand implements AutoCloseable {
    static final Path JAR = Path.of("target/skein.jar");
    static final String ALL = "all";
    static final String ALL_BUT_FANOUT = "api,stream,relay,notify,jobs";

    /** Above anybody whom a part makes famous, so that fan-out has to do with them. */
    private static final int PUSH_LIMIT = 200_000;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Timelines that are brought to life side by side. */
    private static final int AT_ONCE = 1_000;

    private final Premises premises;
    private final Path data;
    private final ServerProcess servers;
    private final Stores stores;
    private ServerProcess skein;
    private int port;
    private Metrics metrics;

    private Stand(Premises premises, Path data) {
        this.premises = premises;
        this.data = data;
        this.servers = premises.java(List.of("-jar", JAR.toString(), "servers"), settings(ALL));
        this.servers.awaitLine(Pattern.compile("(The servers are running)"));
        this.servers.readOn(line -> {});
        this.stores = Stores.of(data);
        serve(ALL);
    }

    static Stand open(Premises premises, Path data) {
        Say.that("Starting Skein and its servers in " + data);
        return new Stand(premises, data);
    }

    /** Starts Skein with these roles, in place of the one that ran. */
    void serve(String roles) {
        if (skein != null) {
            skein.close();
        }
        skein = join(roles);
        port = Integer.parseInt(skein.awaitLine(Pattern.compile("Clients +http://localhost:(\\d+)")));
        metrics = new Metrics(opsOf(skein));
        skein.readOn(line -> {});
    }

    /** Starts one more process of this deployment. */
    ServerProcess join(String roles) {
        return premises.java(List.of("-jar", JAR.toString(), "serve"), settings(roles));
    }

    static String opsOf(ServerProcess process) {
        return process.awaitLine(Pattern.compile("Operators +(http://[0-9.:]+)")) + "/metrics";
    }

    /** Plants people with the command {@code seed}; false where this jar knows no such graph. */
    boolean seed(String... options) {
        List<String> command = Stream.concat(Stream.of("-jar", JAR.toString(), "seed"), Stream.of(options))
                .toList();
        return premises.java(command, settings(ALL)).endsWell();
    }

    int port() {
        return port;
    }

    Stores stores() {
        return stores;
    }

    Metrics metrics() {
        return metrics;
    }

    Meters meters() {
        return meters(skein);
    }

    /** With another process of this deployment as the server that is looked at. */
    Meters meters(ServerProcess server) {
        return new Meters(server::cpu, servers::cpuOfChildren);
    }

    Stream<ProcessHandle> processes() {
        return Stream.concat(servers.all(), skein.all());
    }

    /** Waits until every fact has been handled. */
    void settle() {
        Waiting.until(
                "every fact is handled",
                PATIENCE,
                () -> metrics.sum("skein_outbox_depth") + metrics.sum("skein_consumer_lag") == 0);
    }

    /** Sends these reads until they all come from live timelines, some at a time, so that asking again finds all in memory. */
    void enliven(List<byte[]> reads) {
        for (int first = 0; first < reads.size(); first += AT_ONCE) {
            Load some =
                    new Load(port, reads.subList(first, Math.min(reads.size(), first + AT_ONCE)), Effort.CONNECTIONS);
            Waiting.until("the timelines are live", PATIENCE, () -> {
                double pulled = pulls();
                some.once();
                return pulls() == pulled;
            });
        }
    }

    private double pulls() {
        return metrics.sum("skein_timeline_reads_total{outcome=\"pull\"}");
    }

    private Map<String, String> settings(String roles) {
        return Map.of(
                "SKEIN_DATA_DIR",
                data.toString(),
                "SKEIN_HTTP_HOST",
                "127.0.0.1",
                "SKEIN_HTTP_PORT",
                "0",
                "SKEIN_OPS_PORT",
                "0",
                "SKEIN_TIMELINE_PUSH_LIMIT",
                Integer.toString(PUSH_LIMIT),
                "SKEIN_ROLES",
                roles);
    }

    @Override
    public void close() {
        skein.close();
        servers.close();
    }
}
