package social.skein.bench;

import java.util.List;

/**
 * The results of a scenario.
 *
 * @param cores the processes that shared the cores of the machine during the measurement
 * @param curve throughput by number of accounts, if measured
 * @param notes the conditions of the measurements, or the reason why there are none
 */
record ScenarioResult(
        String part, String title, String cores, List<Measurement> figures, List<SizePoint> curve, List<String> notes) {

    /** A point of the curve: reads per second, and those of a bare server with the same bytes. */
    record SizePoint(long accounts, double perSecond, double bare) {}

    static ScenarioResult of(Scenario scenario, String cores, List<Measurement> figures, List<String> notes) {
        return new ScenarioResult(scenario.name(), scenario.title(), cores, figures, List.of(), notes);
    }

    /** Creates the result of a scenario that could not be measured. */
    static ScenarioResult skipped(Scenario scenario, String reason) {
        return of(scenario, "", List.of(), List.of("Skipped: " + reason));
    }
}
