package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A backlog of posts on its way into live home timelines, with one, two and four processes that share it: as fast as this
 * machine can, where they soon compete for its cores, and each as if on a small machine of its own, where they do not.
 */
final class WorkerScalingScenario implements Scenario {
    private static final List<Integer> WORKERS = List.of(1, 2, 4);

    /** Of one core, as small machines have. */
    private static final List<String> SMALL_JVM = List.of("-XX:ActiveProcessorCount=1", "-Xmx256m");

    /** Of a core, for each worker on a small machine. */
    private static final double CORE_SHARE = 0.125;

    private static final String FRONT_ROLES = "api,stream,notify,jobs";
    private static final String RELAY_ROLE = "relay";
    private static final String DELIVERIES = "skein_fanout_deliveries_total";

    /** Posts of each author: the backlog must last for many times what starting and ending takes. */
    private static final int POSTS_EACH = 3;

    /** Compilers are at work in a process until it has handled some hundreds of thousands of deliveries. */
    private static final int WARM_UPS = 2;

    private static final String FOLLOW = """
            insert into follow (account_id, target_id, id)
            select r.id, a.id, next_id(shard_of(r.id))
              from unnest(string_to_array(?, ',')::bigint[]) with ordinality as a (id, n)
              join unnest(string_to_array(?, ',')::bigint[]) with ordinality as r (id, n) on (a.n + r.n) % ? = 0
            """;

    /** Of so many authors each reader follows one, and of so many readers each author has one. */
    private static final int AUTHORS_PER_READER = 8;

    /** Of a topic, where nothing else is set. */
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
    public ScenarioResult measure(BenchContext scene) {
        BenchDeployment stand = scene.deployment();
        WorkloadSize effort = scene.size();
        // Many authors, since facts are spread over the partitions by author.
        BenchUsers crowd =
                BenchUsers.createNew(stand.stores(), effort.backlog() + AUTHORS_PER_READER * effort.followers());
        BenchUsers authors = crowd.slice(0, effort.backlog());
        BenchUsers readers = crowd.slice(effort.backlog(), crowd.users().size());
        BenchLog.info("Somebody begins to follow somebody, "
                + stand.stores().update(FOLLOW, ids(authors), ids(readers), AUTHORS_PER_READER) + " times");
        stand.warmTimelines(readers.requests(reader -> reader.get(DeliveryLatencyScenario.HOME_PATH)));
        stand.startProcesses(List.of(FRONT_ROLES, RELAY_ROLE));
        List<SkeinProcess> workers = new ArrayList<>();
        try {
            return runRounds(scene, authors, workers);
        } finally {
            workers.forEach(SkeinProcess::close);
            stand.startProcesses(List.of(BenchDeployment.ALL_ROLES));
        }
    }

    private ScenarioResult runRounds(BenchContext scene, BenchUsers authors, List<SkeinProcess> workers) {
        List<Measurement> free = new ArrayList<>();
        List<Measurement> held = new ArrayList<>();
        List<String> notes = new ArrayList<>(notes(scene.size()));
        for (int number : WORKERS) {
            while (workers.size() < number) {
                workers.add(scene.deployment()
                        .startProcess(scene.deployment().spec().withJvmOptions(SMALL_JVM), "fanout"));
            }
            BenchLog.info(number + " of them");
            for (int i = 0; i < WARM_UPS; i++) {
                measureDrain(scene, authors, workers);
            }
            free.add(measureWorkers("as they can", scene, authors, workers, notes));
            Optional<CpuQuota> quota = CpuQuota.limit(workers, CORE_SHARE);
            try {
                quota.ifPresentOrElse(
                        small -> held.add(measureWorkers("an eighth of a core each", scene, authors, workers, notes)),
                        () -> notes.add("not held to an eighth of a core: no control groups can be made here"));
            } finally {
                quota.ifPresent(CpuQuota::close);
            }
        }
        List<Measurement> figures = new ArrayList<>();
        figures.addAll(withRatios(free));
        figures.addAll(withRatios(held));
        return ScenarioResult.of(
                this,
                "so many processes with the role fanout, one with the role relay, an idle one with the others, the stores",
                figures,
                notes);
    }

    private static Measurement measureWorkers(
            String how, BenchContext scene, BenchUsers authors, List<SkeinProcess> workers, List<String> notes) {
        String what = workers.size() + (workers.size() == 1 ? " worker, " : " workers, ") + how;
        List<DrainRound> rounds = new ArrayList<>();
        for (int round = 0; round < scene.size().rounds(); round++) {
            rounds.add(measureDrain(scene, authors, workers));
        }
        DrainRound median = rounds.stream()
                .sorted((one, other) -> Double.compare(one.perSecond(), other.perSecond()))
                .toList()
                .get(rounds.size() / 2);
        notes.add(what + ": " + median);
        return Measurement.rate(what, median.perSecond());
    }

    /** A backlog that was drained: how fast, and what it took. */
    private record DrainRound(double deliveries, double seconds, CpuMeters.CpuTimes spent) {
        double perSecond() {
            return deliveries / seconds;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.2f cores of the workers and %.2f of the stores, of %d",
                    cores(spent.server()),
                    cores(spent.stores()),
                    Runtime.getRuntime().availableProcessors());
        }

        private double cores(Duration time) {
            return time.toNanos() / 1e9 / seconds;
        }
    }

    /** The backlog grows in the outbox while the relay is halted; the time ends when nobody has anything left to do. */
    private static DrainRound measureDrain(BenchContext scene, BenchUsers authors, List<SkeinProcess> workers) {
        BenchDeployment stand = scene.deployment();
        stand.settle();
        double before = deliveries(workers);
        JvmProcess relay = stand.skeinProcesses().get(1).process();
        relay.signal("STOP");
        try {
            FanoutDrainScenario.post(stand, authors, POSTS_EACH * scene.size().backlog());
        } finally {
            relay.signal("CONT");
        }
        CpuMeters meters = stand.cpuMeters(workers);
        CpuMeters.CpuTimes reading = meters.read();
        long start = System.nanoTime();
        stand.settle();
        double seconds = (System.nanoTime() - start) / 1e9;
        CpuMeters.CpuTimes spent = meters.read().since(reading);
        return new DrainRound(deliveries(workers) - before, seconds, spent);
    }

    private static double deliveries(List<SkeinProcess> workers) {
        return workers.stream()
                .mapToDouble(worker -> worker.metrics().sum(DELIVERIES))
                .sum();
    }

    /** Each beside the first, which is one worker. */
    private static List<Measurement> withRatios(List<Measurement> rates) {
        List<Measurement> all = new ArrayList<>(rates);
        for (Measurement rate : rates.subList(Math.min(1, rates.size()), rates.size())) {
            all.add(Measurement.ratio(
                    "  " + rate.what() + " / one", rate.value(), rates.get(0).value()));
        }
        return all;
    }

    private static List<String> notes(WorkloadSize effort) {
        return List.of(
                String.format(
                        Locale.ROOT,
                        "%,d posts by %,d authors, each with %,d live followers of %,d; %d partitions",
                        POSTS_EACH * effort.backlog(),
                        effort.backlog(),
                        effort.followers(),
                        AUTHORS_PER_READER * effort.followers(),
                        PARTITIONS),
                "as they can: the workers, Redis, Kafka and PostgreSQL share the cores of this machine");
    }

    private static String ids(BenchUsers crowd) {
        return String.join(
                ",", crowd.users().stream().map(BenchUsers.BenchUser::id).toList());
    }
}
