package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures warm reads of one kind of timeline, against a bare server that sends the same bytes. */
record ReadsScenario(TimelineRead timeline) implements Scenario {
    private static final double MIN_RATIO = 0.25;

    @Override
    public String name() {
        return timeline.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return "GET the " + timeline.title() + ", warm, against a bare Vert.x server with the same bytes";
    }

    @Override
    public ScenarioResult measure(BenchContext context) {
        BenchDeployment deployment = context.deployment();
        BenchUsers readers = context.readers();
        List<byte[]> requests = timeline.requests(deployment.stores(), readers);
        if (timeline == TimelineRead.HOME) {
            deployment.warmTimelines(requests);
        }
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                "%d connections, %d readers, one request at a time on each connection",
                WorkloadSize.CONNECTIONS, readers.users().size()));
        double hits = hits(deployment);
        double reads = deployment.sumMetric("skein_timeline_reads_total");
        BaselineComparison comparison = BaselineComparison.run(context, deployment, timeline, readers, name());
        if (timeline == TimelineRead.HOME) {
            reads = deployment.sumMetric("skein_timeline_reads_total") - reads;
            notes.add(String.format(
                    "%.1f %% of the reads came from a live timeline", 100 * (hits(deployment) - hits) / reads));
        }
        Measurement ratio = comparison.ratio();
        return ScenarioResult.of(
                this,
                "the client, Skein, PostgreSQL, Redis and Kafka; in turns the bare server",
                List.of(
                        comparison.skein(),
                        comparison.baseline(),
                        timeline == TimelineRead.HOME
                                ? ratio.withThreshold(Measurement.Threshold.atLeast(MIN_RATIO))
                                : ratio,
                        comparison.cpuRatio()),
                notes);
    }

    private static double hits(BenchDeployment deployment) {
        return deployment.sumMetric("skein_timeline_reads_total{outcome=\"hit\"}");
    }
}
