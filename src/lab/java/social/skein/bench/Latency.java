package social.skein.bench;

import java.util.Arrays;
import java.util.List;

/**
 * A latency distribution, in milliseconds.
 *
 * @param curve the latencies at {@link #PERCENTILES}
 */
record Latency(double p50, double p99, List<Double> curve) {
    static final List<Double> PERCENTILES = List.of(1.0, 10.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.9);

    static Latency of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latency(
                percentile(sorted, 50),
                percentile(sorted, 99),
                PERCENTILES.stream()
                        .map(percentile -> percentile(sorted, percentile))
                        .toList());
    }

    private static double percentile(long[] sorted, double percentile) {
        return sorted.length == 0 ? 0 : sorted[(int) (sorted.length * percentile / 100)] / 1e6;
    }
}
