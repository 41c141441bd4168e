package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures durable posts, against plain inserts into PostgreSQL by the same number of clients. */
final class PostsScenario implements Scenario {
    static final String STATUSES_PATH = "/api/v1/statuses";

    private static final Measurement.Threshold THRESHOLD = Measurement.Threshold.atLeast(0.10);

    @Override
    public String name() {
        return "posts";
    }

    @Override
    public String title() {
        return "POST " + STATUSES_PATH + ", durable, against pgbench inserts by as many clients";
    }

    @Override
    public ScenarioResult measure(BenchContext context) {
        BenchDeployment deployment = context.deployment();
        WorkloadSize size = context.size();
        ClosedLoopLoad load = new ClosedLoopLoad(
                deployment.port(), context.readers().requests(PostsScenario::post), WorkloadSize.CONNECTIONS);
        Optional<PgBench> pgBench = PgBench.find(context);
        MeasuredRounds posts = new MeasuredRounds("posts", deployment.cpuMeters());
        List<Double> inserts = new ArrayList<>();
        BenchLog.info("Warming up");
        // A post executes more code than a read, so the JIT needs longer.
        MeasuredRounds.warmUp(load::run, size.warmUpRequests(), size.maxWarmUp().multipliedBy(3));
        for (int round = 1; round <= size.rounds(); round++) {
            deployment.settle();
            BenchLog.info("Round " + round + " of " + size.rounds());
            posts.measureRound(() -> load.run(size.roundDuration()));
            deployment.settle();
            pgBench.ifPresent(pgbench -> inserts.add(pgbench.insertsPerSecond(size.roundDuration())));
        }
        return section(posts.toMeasurement(), inserts);
    }

    private ScenarioResult section(Measurement posts, List<Double> inserts) {
        List<Measurement> measurements = new ArrayList<>(List.of(posts));
        List<String> notes = new ArrayList<>(List.of(WorkloadSize.CONNECTIONS
                + " clients each; fan-out and notifications run at the same time, and are complete before"
                + " pgbench starts"));
        if (inserts.isEmpty()) {
            notes.add(ExternalTool.PGBENCH.missingNote());
        } else {
            double insertRate = MeasuredRounds.median(inserts);
            measurements.add(Measurement.rate("pgbench, insert of a row", insertRate));
            measurements.add(Measurement.ratio("posts / inserts", posts.value(), insertRate)
                    .withThreshold(THRESHOLD));
        }
        return ScenarioResult.of(
                this, "the client, Skein with all roles, PostgreSQL, Redis and Kafka", measurements, notes);
    }

    static byte[] post(BenchUsers.BenchUser author) {
        return author.post(STATUSES_PATH, postJson());
    }

    static String postJson() {
        return "{\"status\":\"%s\",\"visibility\":\"public\",\"language\":\"en\",\"sensitive\":false}"
                .formatted("A post of the usual length, as people write them. "
                        .repeat(3)
                        .strip());
    }
}
