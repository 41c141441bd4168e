package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads of one kind of timeline, warm, beside a bare server that answers with the same bytes. */
record ReadsScenario(TimelineRead timeline) implements Scenario {
    private static final double MIN_RATIO = 0.25;

    @Override
    public String name() {
        return timeline.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return "GET the " + timeline.title() + ", warm, beside a bare Vert.x server with the same bytes";
    }

    @Override
    public ScenarioResult measure(BenchContext scene) {
        BenchDeployment stand = scene.deployment();
        BenchUsers readers = scene.readers();
        List<byte[]> requests = timeline.requests(stand.stores(), readers);
        if (timeline == TimelineRead.HOME) {
            stand.warmTimelines(requests);
        }
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                "%d connections, %d readers, one at a time on each connection",
                WorkloadSize.CONNECTIONS, readers.users().size()));
        double hits = hits(stand);
        double reads = stand.sumMetric("skein_timeline_reads_total");
        BaselineComparison duel = BaselineComparison.run(scene, stand, timeline, readers, name());
        if (timeline == TimelineRead.HOME) {
            reads = stand.sumMetric("skein_timeline_reads_total") - reads;
            notes.add(String.format(
                    "%.1f %% of the reads were answered from a live timeline", 100 * (hits(stand) - hits) / reads));
        }
        Measurement ratio = duel.ratio();
        return ScenarioResult.of(
                this,
                "the client, Skein, PostgreSQL, Redis and Kafka; the bare server while it had its turn",
                List.of(
                        duel.skein(),
                        duel.baseline(),
                        timeline == TimelineRead.HOME
                                ? ratio.withThreshold(Measurement.Threshold.atLeast(MIN_RATIO))
                                : ratio,
                        duel.cpuRatio()),
                notes);
    }

    private static double hits(BenchDeployment stand) {
        return stand.sumMetric("skein_timeline_reads_total{outcome=\"hit\"}");
    }
}
