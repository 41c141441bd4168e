package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures the delivery of a backlog of posts to live home timelines by one, two and four processes: at full speed,
 * where they compete for the cores of this machine, and each limited as on a small machine, where they do not.
 */
final class WorkerScalingScenario implements Scenario {
    private static final List<Integer> WORKERS = List.of(1, 2, 4);

    /** JVM options of a small machine with one core. */
    private static final List<String> SMALL_JVM = List.of("-XX:ActiveProcessorCount=1", "-Xmx256m");

    /** The fraction of a core for each limited worker. */
    private static final double CORE_SHARE = 0.125;

    private static final String FRONT_ROLES = "api,stream,notify,media,jobs";
    private static final String RELAY_ROLE = "relay";
    private static final String DELIVERIES = "skein_fanout_deliveries_total";

    /** Posts per author: draining the backlog must take many times longer than starting and ending a round. */
    private static final int POSTS_EACH = 3;

    /** The JIT compiles until a process has handled some hundreds of thousands of deliveries. */
    private static final int WARM_UPS = 2;

    private static final String FOLLOW = """
            insert into follow (account_id, target_id, id)
            select r.id, a.id, next_id(shard_of(r.id))
              from unnest(string_to_array(?, ',')::bigint[]) with ordinality as a (id, n)
              join unnest(string_to_array(?, ',')::bigint[]) with ordinality as r (id, n) on (a.n + r.n) % ? = 0
            """;

    /** Each reader follows one author in this many, and each author has one reader in this many. */
    private static final int AUTHORS_PER_READER = 8;

    /** The default number of partitions of a topic. */
    private static final int PARTITIONS = 8;

    @Override
    public String name() {
        return "worker-scaling";
    }

    @Override
    public String title() {
        return "deliveries while a backlog drains, by 1, 2 and 4 processes with the role fanout";
    }

    @Override
    public ScenarioResult measure(BenchContext context) {
        BenchDeployment deployment = context.deployment();
        WorkloadSize size = context.size();
        // Many authors, since facts are partitioned by author.
        BenchUsers users =
                BenchUsers.createNew(deployment.stores(), size.backlog() + AUTHORS_PER_READER * size.followers());
        BenchUsers authors = users.slice(0, size.backlog());
        BenchUsers readers = users.slice(size.backlog(), users.users().size());
        BenchLog.info("Created " + deployment.stores().update(FOLLOW, ids(authors), ids(readers), AUTHORS_PER_READER)
                + " follows");
        deployment.warmTimelines(readers.requests(reader -> reader.get(DeliveryLatencyScenario.HOME_PATH)));
        deployment.startProcesses(List.of(FRONT_ROLES, RELAY_ROLE));
        List<SkeinProcess> workers = new ArrayList<>();
        try {
            return runRounds(context, authors, workers);
        } finally {
            workers.forEach(SkeinProcess::close);
            deployment.startProcesses(List.of(BenchDeployment.ALL_ROLES));
        }
    }

    private ScenarioResult runRounds(BenchContext context, BenchUsers authors, List<SkeinProcess> workers) {
        List<Measurement> unlimited = new ArrayList<>();
        List<Measurement> limited = new ArrayList<>();
        List<String> notes = new ArrayList<>(notes(context.size()));
        for (int number : WORKERS) {
            while (workers.size() < number) {
                workers.add(context.deployment()
                        .startProcess(context.deployment().spec().withJvmOptions(SMALL_JVM), "fanout"));
            }
            BenchLog.info(number + (number == 1 ? " worker" : " workers"));
            for (int i = 0; i < WARM_UPS; i++) {
                measureDrain(context, authors, workers);
            }
            unlimited.add(measureWorkers("at full speed", context, authors, workers, notes));
            Optional<CpuQuota> quota = CpuQuota.limit(workers, CORE_SHARE);
            try {
                quota.ifPresentOrElse(
                        active -> limited.add(
                                measureWorkers("limited to an eighth of a core", context, authors, workers, notes)),
                        () -> notes.add("not limited to an eighth of a core: control groups cannot be created here"));
            } finally {
                quota.ifPresent(CpuQuota::close);
            }
        }
        List<Measurement> measurements = new ArrayList<>();
        measurements.addAll(withRatios(unlimited));
        measurements.addAll(withRatios(limited));
        return ScenarioResult.of(
                this,
                "the processes with the role fanout, one with the role relay, an idle one with the others, the stores",
                measurements,
                notes);
    }

    private static Measurement measureWorkers(
            String limit, BenchContext context, BenchUsers authors, List<SkeinProcess> workers, List<String> notes) {
        String label = workers.size() + (workers.size() == 1 ? " worker, " : " workers, ") + limit;
        List<DrainRound> rounds = new ArrayList<>();
        for (int round = 0; round < context.size().rounds(); round++) {
            rounds.add(measureDrain(context, authors, workers));
        }
        DrainRound median = rounds.stream()
                .sorted((one, other) -> Double.compare(one.perSecond(), other.perSecond()))
                .toList()
                .get(rounds.size() / 2);
        notes.add(label + ": " + median);
        return Measurement.rate(label, median.perSecond());
    }

    /** The result of draining a backlog: the rate and the CPU time. */
    private record DrainRound(double deliveries, double seconds, CpuMeters.CpuTimes spent) {
        double perSecond() {
            return deliveries / seconds;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "workers used %.2f cores and stores %.2f, of %d",
                    cores(spent.server()),
                    cores(spent.stores()),
                    Runtime.getRuntime().availableProcessors());
        }

        private double cores(Duration time) {
            return time.toNanos() / 1e9 / seconds;
        }
    }

    /** The backlog grows in the outbox while the relay is paused; the time ends when all facts are handled. */
    private static DrainRound measureDrain(BenchContext context, BenchUsers authors, List<SkeinProcess> workers) {
        BenchDeployment deployment = context.deployment();
        deployment.settle();
        double before = deliveries(workers);
        JvmProcess relay = deployment.skeinProcesses().get(1).process();
        relay.signal("STOP");
        try {
            FanoutDrainScenario.post(
                    deployment, authors, POSTS_EACH * context.size().backlog());
        } finally {
            relay.signal("CONT");
        }
        CpuMeters meters = deployment.cpuMeters(workers);
        CpuMeters.CpuTimes reading = meters.read();
        long start = System.nanoTime();
        deployment.settle();
        double seconds = (System.nanoTime() - start) / 1e9;
        CpuMeters.CpuTimes spent = meters.read().since(reading);
        return new DrainRound(deliveries(workers) - before, seconds, spent);
    }

    private static double deliveries(List<SkeinProcess> workers) {
        return workers.stream()
                .mapToDouble(worker -> worker.metrics().sum(DELIVERIES))
                .sum();
    }

    /** Appends the ratio of each rate to the first, which is that of one worker. */
    private static List<Measurement> withRatios(List<Measurement> rates) {
        List<Measurement> all = new ArrayList<>(rates);
        for (Measurement rate : rates.subList(Math.min(1, rates.size()), rates.size())) {
            all.add(Measurement.ratio(
                    "  " + rate.what() + " / one", rate.value(), rates.get(0).value()));
        }
        return all;
    }

    private static List<String> notes(WorkloadSize size) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%,d posts by %,d authors, each with %,d live followers of %,d; %d partitions",
                        POSTS_EACH * size.backlog(),
                        size.backlog(),
                        size.followers(),
                        AUTHORS_PER_READER * size.followers(),
                        PARTITIONS),
                "at full speed: the workers, Redis, Kafka and PostgreSQL share the cores of this machine");
    }

    private static String ids(BenchUsers users) {
        return String.join(
                ",", users.users().stream().map(BenchUsers.BenchUser::id).toList());
    }
}
