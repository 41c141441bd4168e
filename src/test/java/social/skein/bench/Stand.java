package social.skein.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A deployment to be measured: the stores of a data folder as one process, and one or more of Skein that join them. */
final class Stand implements AutoCloseable {
    static final String ALL = "all";
    static final String ALL_BUT_FANOUT = "api,stream,relay,notify,jobs";

    private static final Path JAR = Path.of("target/skein.jar");

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Timelines that are brought to life side by side. */
    private static final int AT_ONCE = 1_000;

    private final Premises premises;
    private final Plan plan;
    private final ServerProcess servers;
    private final Stores stores;
    private final List<Running> running = new ArrayList<>();

    /**
     * What makes a deployment different from another one.
     *
     * @param machine what a JVM is told of the machine it has
     * @param options of the command line
     */
    record Plan(Path data, List<String> machine, List<String> options, Map<String, String> settings) {
        /** Above anybody whom a part makes famous, so that fan-out has to do with them. */
        private static final String PUSH_LIMIT = "200000";

        static Plan usual(Path data) {
            return new Plan(data, List.of(), List.of(), Map.of("SKEIN_TIMELINE_PUSH_LIMIT", PUSH_LIMIT));
        }

        /** The same with one more setting. */
        Plan with(String name, String value) {
            Map<String, String> more = new HashMap<>(settings);
            more.put(name, value);
            return new Plan(data, machine, options, more);
        }

        /** The same for processes that are told of a smaller machine. */
        Plan on(List<String> smaller) {
            return new Plan(data, smaller, options, settings);
        }
    }

    private Stand(Premises premises, Plan plan) {
        this.premises = premises;
        this.plan = plan;
        this.servers = start(plan, "servers", ALL);
        this.servers.awaitLine(Pattern.compile("(The servers are running)"));
        this.servers.readOn(line -> {});
        this.stores = Stores.of(plan.data);
    }

    /** A deployment of one process with all roles. */
    static Stand open(Premises premises, Path data) {
        Say.that("Starting Skein and its servers in " + data);
        Stand stand = stores(premises, Plan.usual(data));
        stand.serve(List.of(ALL));
        return stand;
    }

    /** Only the stores, and nobody who answers. */
    static Stand stores(Premises premises, Plan plan) {
        return new Stand(premises, plan);
    }

    /** Starts a process with each of these roles, one after the other as an operator would, in place of those that ran. */
    void serve(List<String> processes) {
        serve(plan, processes);
    }

    /** The same with other settings than the stores. */
    void serve(Plan other, List<String> processes) {
        running.forEach(Running::close);
        running.clear();
        processes.forEach(roles -> running.add(join(other, roles)));
    }

    /** Starts one more process of this deployment, which is the caller's to close. */
    Running join(Plan other, String roles) {
        return Running.of(start(other, "serve", roles), roles);
    }

    /** Plants people with the command {@code seed}; false where this jar knows no such graph. */
    boolean seed(String... options) {
        return start(plan, "seed", ALL, options).endsWell();
    }

    Plan plan() {
        return plan;
    }

    Stores stores() {
        return stores;
    }

    List<Running> running() {
        return running;
    }

    /** The port of the first that answers clients. */
    int port() {
        return ports().get(0);
    }

    List<Integer> ports() {
        return running.stream().flatMapToInt(one -> one.port().stream()).boxed().toList();
    }

    /** The sum of a metric over all processes. */
    double sum(String metric) {
        return running.stream().mapToDouble(one -> one.metrics().sum(metric)).sum();
    }

    Meters meters() {
        return meters(running);
    }

    /** With other processes of this deployment as those that are looked at. */
    Meters meters(List<Running> looked) {
        return new Meters(
                () -> looked.stream().map(one -> one.process().cpu()).reduce(Duration.ZERO, Duration::plus),
                servers::cpuOfChildren);
    }

    /** Who holds the stores, and the stores. */
    Stream<ProcessHandle> ofStores() {
        return servers.all();
    }

    Stream<ProcessHandle> processes() {
        return Stream.concat(
                ofStores(), running.stream().flatMap(one -> one.process().all()));
    }

    /**
     * Waits until every fact has been handled. One process knows it of all; and what has left the outbox is in Kafka, so that
     * is looked at afterwards.
     */
    void settle() {
        Metrics any = running.get(0).metrics();
        Waiting.until(
                "every fact is handled",
                PATIENCE,
                () -> any.sum("skein_outbox_depth") == 0 && any.sum("skein_consumer_lag") == 0);
    }

    /** Sends these reads until they all come from live timelines, some at a time, so that asking again finds all in memory. */
    void enliven(List<byte[]> reads) {
        for (int first = 0; first < reads.size(); first += AT_ONCE) {
            SpreadLoad some = new SpreadLoad(ports(), reads.subList(first, Math.min(reads.size(), first + AT_ONCE)));
            Waiting.until("the timelines are live", PATIENCE, () -> {
                double pulled = pulls();
                some.once();
                return pulls() == pulled;
            });
        }
    }

    private double pulls() {
        return sum("skein_timeline_reads_total{outcome=\"pull\"}");
    }

    private ServerProcess start(Plan of, String command, String roles, String... options) {
        Map<String, String> settings = new HashMap<>(of.settings);
        settings.put("SKEIN_DATA_DIR", of.data.toString());
        settings.put("SKEIN_HTTP_HOST", "127.0.0.1");
        settings.put("SKEIN_HTTP_PORT", "0");
        settings.put("SKEIN_OPS_PORT", "0");
        settings.put("SKEIN_ROLES", roles);
        List<String> arguments = Stream.of(
                        of.machine.stream(),
                        Stream.of("-jar", JAR.toString(), command),
                        of.options.stream(),
                        Stream.of(options))
                .flatMap(some -> some)
                .toList();
        return premises.java(arguments, settings);
    }

    @Override
    public void close() {
        running.forEach(Running::close);
        servers.close();
    }
}
