package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A backlog of posts on its way into live home timelines, beside {@code redis-benchmark} on the same Redis. The process that
 * fans out is halted while the backlog grows, so that it is warm when it goes on.
 */
final class FanoutDrainScenario implements Scenario {
    private static final String HOME = "/api/v1/timelines/home?limit=20";
    private static final String DELIVERIES = "skein_fanout_deliveries_total";
    private static final String OUTBOX_NOT_EMPTY = "select 1 from outbox limit 1";
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    /** How many of the authors each follower follows. */
    private static final int AUTHORS_PER_FOLLOWER = 4;

    private static final Measurement.Threshold THRESHOLD = Measurement.Threshold.atLeast(0.30);

    @Override
    public String name() {
        return "fanout-drain";
    }

    @Override
    public String title() {
        return "deliveries to live timelines while a backlog drains, beside redis-benchmark -P 50 lpush";
    }

    @Override
    public ScenarioResult measure(BenchContext scene) {
        WorkloadSize effort = scene.size();
        BenchDeployment stand = scene.deployment();
        int followers = effort.authors() * effort.followers() / AUTHORS_PER_FOLLOWER;
        BenchUsers crowd = BenchUsers.createNew(stand.stores(), effort.authors() + followers);
        BenchUsers authors = crowd.slice(0, effort.authors());
        BenchUsers readers = crowd.slice(effort.authors(), effort.authors() + followers);
        FollowSeeder.followEvenly(stand, readers, authors.users(), AUTHORS_PER_FOLLOWER);
        stand.warmTimelines(readers.requests(reader -> reader.get(HOME)));
        stand.startProcesses(List.of(BenchDeployment.ALL_BUT_FANOUT));
        try (SkeinProcess worker = stand.startProcess(stand.spec(), "fanout")) {
            return runRounds(scene, authors, worker);
        } finally {
            stand.startProcesses(List.of(BenchDeployment.ALL_ROLES));
        }
    }

    private ScenarioResult runRounds(BenchContext scene, BenchUsers authors, SkeinProcess worker) {
        WorkloadSize effort = scene.size();
        BenchDeployment stand = scene.deployment();
        Optional<RedisBenchmark> redis = RedisBenchmark.find(scene);
        List<Double> pushes = new ArrayList<>();
        PrometheusMetrics metrics = worker.metrics();
        MeasuredRounds drains = new MeasuredRounds("deliveries", stand.cpuMeters(List.of(worker)));
        long expected = (long) effort.backlog() * effort.followers();
        for (int round = 0; round <= effort.rounds(); round++) {
            BenchLog.info(round == 0 ? "Warming up fan-out" : "Round " + round + " of " + effort.rounds());
            double before = metrics.sum(DELIVERIES);
            postWhileHalted(stand, authors, worker, effort.backlog());
            if (round == 0) {
                awaitDrained(metrics, before, expected);
            } else {
                drains.measureRound(() -> awaitDrained(metrics, before, expected));
                redis.ifPresent(benchmark -> pushes.add(benchmark.pushesPerSecond()));
            }
        }
        return section(effort, drains.toMeasurement(), pushes);
    }

    /** Posts while nobody fans out, until all facts are in Kafka; then fan-out goes on. */
    private static void postWhileHalted(BenchDeployment stand, BenchUsers authors, SkeinProcess worker, int posts) {
        worker.process().signal("STOP");
        try {
            buildBacklog(stand, authors, posts);
        } finally {
            worker.process().signal("CONT");
        }
    }

    /** So many posts, of each author in turn, until all facts are in Kafka. */
    private static void buildBacklog(BenchDeployment stand, BenchUsers authors, int posts) {
        post(stand, authors, posts);
        BenchPolling.until(
                "the backlog is in Kafka",
                TIMEOUT,
                () -> stand.stores().queryColumn(OUTBOX_NOT_EMPTY).isEmpty());
    }

    /** So many posts, of each author in turn. */
    static void post(BenchDeployment stand, BenchUsers authors, int posts) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < posts; i++) {
            requests.add(
                    PostsScenario.post(authors.users().get(i % authors.users().size())));
        }
        new ClosedLoopLoad(stand.port(), requests, WorkloadSize.CONNECTIONS).runOnce();
    }

    /** The time ends with the look that finds all delivered: it is rather too long than too short. */
    private static ClosedLoopLoad.Outcome awaitDrained(PrometheusMetrics metrics, double before, long expected) {
        long start = System.nanoTime();
        BenchPolling.until("the backlog is delivered", TIMEOUT, () -> metrics.sum(DELIVERIES) - before >= expected);
        return new ClosedLoopLoad.Outcome(expected, 0, 0, (System.nanoTime() - start) / 1e9, new long[0]);
    }

    private ScenarioResult section(WorkloadSize effort, Measurement deliveries, List<Double> pushes) {
        List<Measurement> figures = new ArrayList<>(List.of(deliveries));
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                "%,d posts of %d authors with %,d live followers each, %,d timelines in all; from the moment fan-out may go on",
                effort.backlog(),
                effort.authors(),
                effort.followers(),
                effort.authors() * effort.followers() / AUTHORS_PER_FOLLOWER));
        if (pushes.isEmpty()) {
            notes.add(ExternalTool.REDIS_BENCHMARK.missingNote());
        } else {
            double beside = MeasuredRounds.median(pushes);
            figures.add(Measurement.rate("redis-benchmark -P 50, lpush", beside));
            figures.add(Measurement.ratio("deliveries / lpush", deliveries.value(), beside)
                    .withThreshold(THRESHOLD));
        }
        return ScenarioResult.of(
                this,
                "a process with the role fanout, an idle one with the others, PostgreSQL, Redis, Kafka",
                figures,
                notes);
    }
}
