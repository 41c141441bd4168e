package social.skein.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures how fast fan-out delivers a backlog of posts to live home timelines, against {@code redis-benchmark} on the
 * same Redis. The fan-out process is paused while the backlog grows, so that it is warm when it resumes.
 */
final class FanoutDrainScenario implements Scenario {
    private static final String HOME = "/api/v1/timelines/home?limit=20";
    private static final String DELIVERIES = "skein_fanout_deliveries_total";
    private static final String OUTBOX_NOT_EMPTY = "select 1 from outbox limit 1";
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    /** The number of authors that each follower follows. */
    private static final int AUTHORS_PER_FOLLOWER = 4;

    private static final Measurement.Threshold THRESHOLD = Measurement.Threshold.atLeast(0.30);

    @Override
    public String name() {
        return "fanout-drain";
    }

    @Override
    public String title() {
        return "deliveries to live timelines while a backlog drains, against redis-benchmark -P 50 lpush";
    }

    @Override
    public ScenarioResult measure(BenchContext context) {
        WorkloadSize size = context.size();
        BenchDeployment deployment = context.deployment();
        int followers = size.authors() * size.followers() / AUTHORS_PER_FOLLOWER;
        BenchUsers users = BenchUsers.createNew(deployment.stores(), size.authors() + followers);
        BenchUsers authors = users.slice(0, size.authors());
        BenchUsers readers = users.slice(size.authors(), size.authors() + followers);
        FollowSeeder.followEvenly(deployment, readers, authors.users(), AUTHORS_PER_FOLLOWER);
        deployment.warmTimelines(readers.requests(reader -> reader.get(HOME)));
        deployment.startProcesses(List.of(BenchDeployment.ALL_BUT_FANOUT));
        try (SkeinProcess worker = deployment.startProcess(deployment.spec(), "fanout")) {
            return runRounds(context, authors, worker);
        } finally {
            deployment.startProcesses(List.of(BenchDeployment.ALL_ROLES));
        }
    }

    private ScenarioResult runRounds(BenchContext context, BenchUsers authors, SkeinProcess worker) {
        WorkloadSize size = context.size();
        BenchDeployment deployment = context.deployment();
        Optional<RedisBenchmark> redis = RedisBenchmark.find(context);
        List<Double> pushes = new ArrayList<>();
        PrometheusMetrics metrics = worker.metrics();
        MeasuredRounds drains = new MeasuredRounds("deliveries", deployment.cpuMeters(List.of(worker)));
        long expected = (long) size.backlog() * size.followers();
        for (int round = 0; round <= size.rounds(); round++) {
            BenchLog.info(round == 0 ? "Warming up fan-out" : "Round " + round + " of " + size.rounds());
            double before = metrics.sum(DELIVERIES);
            postWhilePaused(deployment, authors, worker, size.backlog());
            if (round == 0) {
                awaitDrained(metrics, before, expected);
            } else {
                drains.measureRound(() -> awaitDrained(metrics, before, expected));
                redis.ifPresent(benchmark -> pushes.add(benchmark.pushesPerSecond()));
            }
        }
        return section(size, drains.toMeasurement(), pushes);
    }

    /** Posts while fan-out is paused, waits until all facts are in Kafka, and resumes fan-out. */
    private static void postWhilePaused(
            BenchDeployment deployment, BenchUsers authors, SkeinProcess worker, int posts) {
        worker.process().signal("STOP");
        try {
            buildBacklog(deployment, authors, posts);
        } finally {
            worker.process().signal("CONT");
        }
    }

    /** Posts as each author in turn, and waits until all facts are in Kafka. */
    private static void buildBacklog(BenchDeployment deployment, BenchUsers authors, int posts) {
        post(deployment, authors, posts);
        BenchPolling.until(
                "the backlog is in Kafka",
                TIMEOUT,
                () -> deployment.stores().queryColumn(OUTBOX_NOT_EMPTY).isEmpty());
    }

    /** Sends this number of posts, as each author in turn. */
    static void post(BenchDeployment deployment, BenchUsers authors, int posts) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < posts; i++) {
            requests.add(
                    PostsScenario.post(authors.users().get(i % authors.users().size())));
        }
        new ClosedLoopLoad(deployment.port(), requests, WorkloadSize.CONNECTIONS).runOnce();
    }

    /** The end time is that of the poll that finds all posts delivered, so it is slightly too late. */
    private static ClosedLoopLoad.Outcome awaitDrained(PrometheusMetrics metrics, double before, long expected) {
        long start = System.nanoTime();
        BenchPolling.until("the backlog is delivered", TIMEOUT, () -> metrics.sum(DELIVERIES) - before >= expected);
        return new ClosedLoopLoad.Outcome(expected, 0, 0, (System.nanoTime() - start) / 1e9, new long[0]);
    }

    private ScenarioResult section(WorkloadSize size, Measurement deliveries, List<Double> pushes) {
        List<Measurement> measurements = new ArrayList<>(List.of(deliveries));
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                "%,d posts of %d authors with %,d live followers each, %,d timelines in all; measured from the"
                        + " resumption of fan-out",
                size.backlog(),
                size.authors(),
                size.followers(),
                size.authors() * size.followers() / AUTHORS_PER_FOLLOWER));
        if (pushes.isEmpty()) {
            notes.add(ExternalTool.REDIS_BENCHMARK.missingNote());
        } else {
            double pushRate = MeasuredRounds.median(pushes);
            measurements.add(Measurement.rate("redis-benchmark -P 50, lpush", pushRate));
            measurements.add(Measurement.ratio("deliveries / lpush", deliveries.value(), pushRate)
                    .withThreshold(THRESHOLD));
        }
        return ScenarioResult.of(
                this,
                "one process with the role fanout, an idle one with the other roles, PostgreSQL, Redis and Kafka",
                measurements,
                notes);
    }
}
