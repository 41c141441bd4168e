package social.skein.bench;

import java.time.Instant;
import java.util.List;

/** Everything a run found. */
record Report(String at, Machine machine, boolean quick, List<Double> percentiles, List<Section> sections) {
    static Report of(Machine machine, boolean quick, List<Section> sections) {
        return new Report(Instant.now().toString(), machine, quick, Latency.PERCENTILES, List.copyOf(sections));
    }
}
