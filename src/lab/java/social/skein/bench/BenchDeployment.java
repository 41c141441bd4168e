package social.skein.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A deployment to measure: one process with the stores of a data folder, and one or more Skein processes. */
final class BenchDeployment implements AutoCloseable {
    static final String ALL_ROLES = "all";
    static final String ALL_BUT_FANOUT = "api,stream,relay,notify,media,jobs";

    private static final Path JAR = Path.of("target/skein.jar");

    private static final Duration TIMEOUT = Duration.ofMinutes(5);

    /** The number of timelines that are created concurrently. */
    private static final int BATCH_SIZE = 1_000;

    private final BenchWorkspace workspace;
    private final DeploymentSpec spec;
    private final JvmProcess storesProcess;
    private final StoreAccess stores;
    private final List<SkeinProcess> skeinProcesses = new ArrayList<>();

    /**
     * The configuration of a deployment.
     *
     * @param jvmOptions JVM options that limit processors and memory
     * @param options command-line options
     */
    record DeploymentSpec(
            Path dataFolder, List<String> jvmOptions, List<String> options, Map<String, String> settings) {
        /** Exceeds the number of followers of every account in the scenarios, so that all posts are pushed. */
        private static final String PUSH_LIMIT = "200000";

        static DeploymentSpec defaults(Path data) {
            return new DeploymentSpec(
                    data, List.of(), List.of(), Map.of("SKEIN_TIMELINE_PUSH_MAX_FOLLOWERS", PUSH_LIMIT));
        }

        /** Returns a copy with one more setting. */
        DeploymentSpec withSetting(String name, String value) {
            Map<String, String> extended = new HashMap<>(settings);
            extended.put(name, value);
            return new DeploymentSpec(dataFolder, jvmOptions, options, extended);
        }

        /** Returns a copy with other JVM options, for example those of a smaller machine. */
        DeploymentSpec withJvmOptions(List<String> otherOptions) {
            return new DeploymentSpec(dataFolder, otherOptions, options, settings);
        }
    }

    private BenchDeployment(BenchWorkspace workspace, DeploymentSpec spec) {
        this.workspace = workspace;
        this.spec = spec;
        this.storesProcess = launch(spec, "servers", ALL_ROLES);
        this.storesProcess.awaitLine(Pattern.compile("(The servers are running)"));
        this.storesProcess.drainOutput(line -> {});
        this.stores = StoreAccess.load(spec.dataFolder);
    }

    /** Starts a deployment of one process with all roles. */
    static BenchDeployment start(BenchWorkspace workspace, Path data) {
        BenchLog.info("Starting Skein and its servers in " + data);
        BenchDeployment deployment = startStores(workspace, DeploymentSpec.defaults(data));
        deployment.startProcesses(List.of(ALL_ROLES));
        return deployment;
    }

    /** Starts the stores only. */
    static BenchDeployment startStores(BenchWorkspace workspace, DeploymentSpec spec) {
        return new BenchDeployment(workspace, spec);
    }

    /** Replaces the running processes by one for each of these role lists, started one after the other. */
    void startProcesses(List<String> processes) {
        startProcesses(spec, processes);
    }

    /** The same with settings that differ from those of the stores. */
    void startProcesses(DeploymentSpec processSpec, List<String> processes) {
        skeinProcesses.forEach(SkeinProcess::close);
        skeinProcesses.clear();
        processes.forEach(roles -> skeinProcesses.add(startProcess(processSpec, roles)));
    }

    /** Starts one more process of this deployment; the caller closes it. */
    SkeinProcess startProcess(DeploymentSpec processSpec, String roles) {
        return SkeinProcess.awaitReady(launch(processSpec, "serve", roles), roles);
    }

    /** Creates accounts with the command {@code seed}; returns false if that fails, as for an unknown profile. */
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

    /** Returns the port of the first process that serves clients. */
    int port() {
        return ports().get(0);
    }

    List<Integer> ports() {
        return skeinProcesses.stream()
                .flatMapToInt(skein -> skein.port().stream())
                .boxed()
                .toList();
    }

    /** Returns the sum of a metric over all processes. */
    double sumMetric(String metric) {
        return skeinProcesses.stream()
                .mapToDouble(skein -> skein.metrics().sum(metric))
                .sum();
    }

    CpuMeters cpuMeters() {
        return cpuMeters(skeinProcesses);
    }

    /** Returns meters that count only the given processes as the server. */
    CpuMeters cpuMeters(List<SkeinProcess> measured) {
        return new CpuMeters(
                () -> measured.stream().map(skein -> skein.process().cpuTime()).reduce(Duration.ZERO, Duration::plus),
                storesProcess::childrenCpuTime);
    }

    /** Returns the process that runs the stores, and the stores. */
    Stream<ProcessHandle> storeProcesses() {
        return storesProcess.processTree();
    }

    Stream<ProcessHandle> allProcesses() {
        return Stream.concat(
                storeProcesses(),
                skeinProcesses.stream().flatMap(skein -> skein.process().processTree()));
    }

    /**
     * Waits until every fact has been handled. The metrics of any process cover all processes. A fact that has left the
     * outbox is in Kafka, so the consumer lag is read after the outbox depth.
     */
    void settle() {
        PrometheusMetrics any = skeinProcesses.get(0).metrics();
        BenchPolling.until(
                "every fact is handled",
                TIMEOUT,
                () -> any.sum("skein_outbox_depth") == 0 && any.sum("skein_consumer_lag") == 0);
    }

    /** Sends these reads in batches, and repeats each batch until all of its reads come from live timelines. */
    void warmTimelines(List<byte[]> reads) {
        for (int first = 0; first < reads.size(); first += BATCH_SIZE) {
            BalancedLoad batch =
                    new BalancedLoad(ports(), reads.subList(first, Math.min(reads.size(), first + BATCH_SIZE)));
            BenchPolling.until("the timelines are live", TIMEOUT, () -> {
                double pullsBefore = timelinePulls();
                batch.runOnce();
                return timelinePulls() == pullsBefore;
            });
        }
    }

    private double timelinePulls() {
        return sumMetric("skein_timeline_reads_total{outcome=\"pull\"}");
    }

    private JvmProcess launch(DeploymentSpec processSpec, String command, String roles, String... options) {
        Map<String, String> settings = new HashMap<>(processSpec.settings);
        settings.put("SKEIN_DATA_DIR", processSpec.dataFolder.toString());
        settings.put("SKEIN_HTTP_HOST", "127.0.0.1");
        settings.put("SKEIN_HTTP_PORT", "0");
        settings.put("SKEIN_OPS_PORT", "0");
        settings.put("SKEIN_ROLES", roles);
        List<String> arguments = Stream.of(
                        processSpec.jvmOptions.stream(),
                        Stream.of("-jar", JAR.toString(), command),
                        processSpec.options.stream(),
                        Stream.of(options))
                .flatMap(part -> part)
                .toList();
        return workspace.startJvm(arguments, settings);
    }

    @Override
    public void close() {
        skeinProcesses.forEach(SkeinProcess::close);
        storesProcess.close();
    }
}
