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
final class BenchDeployment implements AutoCloseable {
    static final String ALL_ROLES = "all";
    static final String ALL_BUT_FANOUT = "api,stream,relay,notify,jobs";

    private static final Path JAR = Path.of("target/skein.jar");

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** Timelines that are brought to life side by side. */
    private static final int BATCH_SIZE = 1_000;

    private final BenchWorkspace workspace;
    private final DeploymentSpec spec;
    private final JvmProcess storesProcess;
    private final StoreAccess stores;
    private final List<SkeinProcess> skeinProcesses = new ArrayList<>();

    /**
     * What makes a deployment different from another one.
     *
     * @param jvmOptions what a JVM is told of the machine it has
     * @param options of the command line
     */
    record DeploymentSpec(
            Path dataFolder, List<String> jvmOptions, List<String> options, Map<String, String> settings) {
        /** Above anybody whom a part makes famous, so that fan-out has to do with them. */
        private static final String PUSH_LIMIT = "200000";

        static DeploymentSpec defaults(Path data) {
            return new DeploymentSpec(
                    data, List.of(), List.of(), Map.of("SKEIN_TIMELINE_PUSH_MAX_FOLLOWERS", PUSH_LIMIT));
        }

        /** The same with one more setting. */
        DeploymentSpec withSetting(String name, String value) {
            Map<String, String> more = new HashMap<>(settings);
            more.put(name, value);
            return new DeploymentSpec(dataFolder, jvmOptions, options, more);
        }

        /** The same for processes that are told of a smaller machine. */
        DeploymentSpec withJvmOptions(List<String> smaller) {
            return new DeploymentSpec(dataFolder, smaller, options, settings);
        }
    }

    private BenchDeployment(BenchWorkspace premises, DeploymentSpec plan) {
        this.workspace = premises;
        this.spec = plan;
        this.storesProcess = launch(plan, "servers", ALL_ROLES);
        this.storesProcess.awaitLine(Pattern.compile("(The servers are running)"));
        this.storesProcess.drainOutput(line -> {});
        this.stores = StoreAccess.load(plan.dataFolder);
    }

    /** A deployment of one process with all roles. */
    static BenchDeployment start(BenchWorkspace premises, Path data) {
        BenchLog.info("Starting Skein and its servers in " + data);
        BenchDeployment stand = startStores(premises, DeploymentSpec.defaults(data));
        stand.startProcesses(List.of(ALL_ROLES));
        return stand;
    }

    /** Only the stores, and nobody who answers. */
    static BenchDeployment startStores(BenchWorkspace premises, DeploymentSpec plan) {
        return new BenchDeployment(premises, plan);
    }

    /** Starts a process with each of these roles, one after the other as an operator would, in place of those that ran. */
    void startProcesses(List<String> processes) {
        startProcesses(spec, processes);
    }

    /** The same with other settings than the stores. */
    void startProcesses(DeploymentSpec other, List<String> processes) {
        skeinProcesses.forEach(SkeinProcess::close);
        skeinProcesses.clear();
        processes.forEach(roles -> skeinProcesses.add(startProcess(other, roles)));
    }

    /** Starts one more process of this deployment, which is the caller's to close. */
    SkeinProcess startProcess(DeploymentSpec other, String roles) {
        return SkeinProcess.awaitReady(launch(other, "serve", roles), roles);
    }

    /** Plants people with the command {@code seed}; false where this jar knows no such graph. */
    boolean seed(String... options) {
        return launch(spec, "seed", ALL_ROLES, options).awaitSuccess();
    }

    DeploymentSpec spec() {
        return spec;
    }

    StoreAccess stores() {
        return stores;
    }

    List<SkeinProcess> skeinProcesses() {
        return skeinProcesses;
    }

    /** The port of the first that answers clients. */
    int port() {
        return ports().get(0);
    }

    List<Integer> ports() {
        return skeinProcesses.stream()
                .flatMapToInt(one -> one.port().stream())
                .boxed()
                .toList();
    }

    /** The sum of a metric over all processes. */
    double sumMetric(String metric) {
        return skeinProcesses.stream()
                .mapToDouble(one -> one.metrics().sum(metric))
                .sum();
    }

    CpuMeters cpuMeters() {
        return cpuMeters(skeinProcesses);
    }

    /** With other processes of this deployment as those that are looked at. */
    CpuMeters cpuMeters(List<SkeinProcess> measured) {
        return new CpuMeters(
                () -> measured.stream().map(one -> one.process().cpuTime()).reduce(Duration.ZERO, Duration::plus),
                storesProcess::childrenCpuTime);
    }

    /** Who holds the stores, and the stores. */
    Stream<ProcessHandle> storeProcesses() {
        return storesProcess.processTree();
    }

    Stream<ProcessHandle> allProcesses() {
        return Stream.concat(
                storeProcesses(),
                skeinProcesses.stream().flatMap(one -> one.process().processTree()));
    }

    /**
     * Waits until every fact has been handled. One process knows it of all; and what has left the outbox is in Kafka, so that
     * is looked at afterwards.
     */
    void settle() {
        PrometheusMetrics any = skeinProcesses.get(0).metrics();
        BenchPolling.until(
                "every fact is handled",
                TIMEOUT,
                () -> any.sum("skein_outbox_depth") == 0 && any.sum("skein_consumer_lag") == 0);
    }

    /** Sends these reads until they all come from live timelines, some at a time, so that asking again finds all in memory. */
    void warmTimelines(List<byte[]> reads) {
        for (int first = 0; first < reads.size(); first += BATCH_SIZE) {
            BalancedLoad some =
                    new BalancedLoad(ports(), reads.subList(first, Math.min(reads.size(), first + BATCH_SIZE)));
            BenchPolling.until("the timelines are live", TIMEOUT, () -> {
                double pulled = timelinePulls();
                some.runOnce();
                return timelinePulls() == pulled;
            });
        }
    }

    private double timelinePulls() {
        return sumMetric("skein_timeline_reads_total{outcome=\"pull\"}");
    }

    private JvmProcess launch(DeploymentSpec of, String command, String roles, String... options) {
        Map<String, String> settings = new HashMap<>(of.settings);
        settings.put("SKEIN_DATA_DIR", of.dataFolder.toString());
        settings.put("SKEIN_HTTP_HOST", "127.0.0.1");
        settings.put("SKEIN_HTTP_PORT", "0");
        settings.put("SKEIN_OPS_PORT", "0");
        settings.put("SKEIN_ROLES", roles);
        List<String> arguments = Stream.of(
                        of.jvmOptions.stream(),
                        Stream.of("-jar", JAR.toString(), command),
                        of.options.stream(),
                        Stream.of(options))
                .flatMap(some -> some)
                .toList();
        return workspace.startJvm(arguments, settings);
    }

    @Override
    public void close() {
        skeinProcesses.forEach(SkeinProcess::close);
        storesProcess.close();
    }
}
