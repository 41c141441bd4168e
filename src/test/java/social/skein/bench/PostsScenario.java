package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Posts that PostgreSQL has on disk when they are answered, beside bare inserts by as many clients. */
final class PostsScenario implements Scenario {
    static final String STATUSES_PATH = "/api/v1/statuses";

    private static final Measurement.Threshold THRESHOLD = Measurement.Threshold.atLeast(0.10);

    @Override
    public String name() {
        return "posts";
    }

    @Override
    public String title() {
        return "POST " + STATUSES_PATH + ", durable, beside pgbench inserts by as many clients";
    }

    @Override
    public ScenarioResult measure(BenchContext scene) {
        BenchDeployment stand = scene.deployment();
        WorkloadSize effort = scene.size();
        ClosedLoopLoad load = new ClosedLoopLoad(
                stand.port(), scene.readers().requests(PostsScenario::post), WorkloadSize.CONNECTIONS);
        Optional<PgBench> ceiling = PgBench.find(scene);
        MeasuredRounds posts = new MeasuredRounds("posts", stand.cpuMeters());
        List<Double> inserts = new ArrayList<>();
        BenchLog.info("Warming up posting");
        // What a post sets in motion is more code than what a read does.
        MeasuredRounds.warmUp(
                load::run, effort.warmUpRequests(), effort.maxWarmUp().multipliedBy(3));
        for (int round = 1; round <= effort.rounds(); round++) {
            stand.settle();
            BenchLog.info("Round " + round + " of " + effort.rounds());
            posts.measureRound(() -> load.run(effort.roundDuration()));
            stand.settle();
            ceiling.ifPresent(pgbench -> inserts.add(pgbench.insertsPerSecond(effort.roundDuration())));
        }
        return section(posts.toMeasurement(), inserts);
    }

    private ScenarioResult section(Measurement posts, List<Double> inserts) {
        List<Measurement> figures = new ArrayList<>(List.of(posts));
        List<String> notes = new ArrayList<>(List.of(WorkloadSize.CONNECTIONS
                + " clients each; fan-out and notifications of the posts run beside them, and are waited"
                + " for before pgbench has its turn"));
        if (inserts.isEmpty()) {
            notes.add(ExternalTool.PGBENCH.missingNote());
        } else {
            double beside = MeasuredRounds.median(inserts);
            figures.add(Measurement.rate("pgbench, insert of a row", beside));
            figures.add(
                    Measurement.ratio("posts / inserts", posts.value(), beside).withThreshold(THRESHOLD));
        }
        return ScenarioResult.of(this, "the client, Skein with all roles, PostgreSQL, Redis and Kafka", figures, notes);
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
