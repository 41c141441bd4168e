package social.skein.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads of one kind of timeline, warm, beside a bare server that answers with the same bytes. */
record ReadsPart(Reading reading) implements Part {
    private static final double AIM = 0.25;

    @Override
    public String name() {
        return reading.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return "GET the " + reading.title() + ", warm, beside a bare Vert.x server with the same bytes";
    }

    @Override
    public Section measure(Scene scene) {
        Stand stand = scene.stand();
        Crowd readers = scene.readers();
        List<byte[]> requests = reading.requests(stand.stores(), readers);
        if (reading == Reading.HOME) {
            stand.enliven(requests);
        }
        List<String> notes = new ArrayList<>();
        notes.add(String.format(
                "%d connections, %d readers, one at a time on each connection",
                Effort.CONNECTIONS, readers.members().size()));
        double hits = hits(stand);
        double reads = stand.sum("skein_timeline_reads_total");
        Duel duel = Duel.over(scene, stand, reading, readers, name());
        if (reading == Reading.HOME) {
            reads = stand.sum("skein_timeline_reads_total") - reads;
            notes.add(String.format(
                    "%.1f %% of the reads were answered from a live timeline", 100 * (hits(stand) - hits) / reads));
        }
        Figure ratio = duel.ratio();
        return Section.of(
                this,
                "the client, Skein, PostgreSQL, Redis and Kafka; the bare server while it had its turn",
                List.of(
                        duel.ours(),
                        duel.bare(),
                        reading == Reading.HOME ? ratio.aimedAt(Figure.Aim.atLeast(AIM)) : ratio,
                        duel.ratioOfCpu()),
                notes);
    }

    private static double hits(Stand stand) {
        return stand.sum("skein_timeline_reads_total{outcome=\"hit\"}");
    }
}
