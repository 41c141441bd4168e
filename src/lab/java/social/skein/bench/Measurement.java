package social.skein.bench;

import java.util.List;
import java.util.Optional;

/** One row of the report: a rate, a ratio of two rates, or an amount. */
record Measurement(
        String what,
        double value,
        String unit,
        Optional<Threshold> aim,
        Optional<Latency> latency,
        Optional<Cost> cost) {

    /** The target of a measurement: a lower or an upper bound. */
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
     * The cost of one operation: CPU milliseconds of the server, of its stores and of the client, and response bytes.
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

    /** Creates a rate without latency and cost. */
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
