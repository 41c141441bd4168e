package social.skein.bench;

import java.util.List;

/**
 * What a part found.
 *
 * @param cores who shared the machine's cores while it was measured
 * @param curve throughput against accounts, where that was measured
 * @param notes what a reader of the figures must know; why there are none, where there are none
 */
record ScenarioResult(
        String part, String title, String cores, List<Measurement> figures, List<SizePoint> curve, List<String> notes) {

    /** One size on the curve: reads a second, and those of a bare server with the same bytes. */
    record SizePoint(long accounts, double perSecond, double bare) {}

    static ScenarioResult of(Scenario part, String cores, List<Measurement> figures, List<String> notes) {
        return new ScenarioResult(part.name(), part.title(), cores, figures, List.of(), notes);
    }

    /** A part that could not be measured here. */
    static ScenarioResult skipped(Scenario part, String why) {
        return of(part, "", List.of(), List.of("Left out: " + why));
    }
}
