package social.skein.bench;

import java.util.List;
import java.util.Optional;

/** One line of the result: a rate, a ratio of two rates, or an amount. */
record Measurement(
        String what,
        double value,
        String unit,
        Optional<Threshold> aim,
        Optional<Latency> latency,
        Optional<Cost> cost) {

    /** What a figure should be, at least or at most. */
    record Threshold(double bound, boolean atLeast) {
        static Threshold atLeast(double bound) {
            return new Threshold(bound, true);
        }

        static Threshold atMost(double bound) {
            return new Threshold(bound, false);
        }

        boolean isMet(double value) {
            return atLeast ? value >= bound : value <= bound;
        }
    }

    /**
     * What one operation took: CPU milliseconds of the server, of its stores and of the client, and bytes of answer.
     *
     * @param rounds the rate of each round
     */
    record Cost(
            double server,
            double stores,
            double client,
            long operations,
            long bytesEach,
            long failures,
            List<Long> rounds) {}

    /** A rate that was measured by somebody else's tool. */
    static Measurement rate(String what, double perSecond) {
        return new Measurement(what, perSecond, "/s", Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Measurement ratio(String what, double numerator, double denominator) {
        return new Measurement(what, numerator / denominator, "", Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Measurement amount(String what, double value, String unit) {
        return new Measurement(what, value, unit, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Measurement ofLatency(String what, Latency latency) {
        return new Measurement(what, latency.p50(), "ms", Optional.empty(), Optional.of(latency), Optional.empty());
    }

    Measurement withThreshold(Threshold bound) {
        return new Measurement(what, value, unit, Optional.of(bound), latency, cost);
    }
}
