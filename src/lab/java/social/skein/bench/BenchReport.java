package social.skein.bench;

import java.time.Instant;
import java.util.List;

/** The results of a run. */
record BenchReport(
        String at, MachineInfo machine, boolean quick, List<Double> percentiles, List<ScenarioResult> sections) {
    static BenchReport of(MachineInfo machine, boolean quick, List<ScenarioResult> sections) {
        return new BenchReport(Instant.now().toString(), machine, quick, Latency.PERCENTILES, List.copyOf(sections));
    }
}
