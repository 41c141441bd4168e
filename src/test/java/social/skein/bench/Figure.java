package social.skein.bench;

import java.util.List;
import java.util.Optional;

/** One line of the result: a rate, a ratio of two rates, or an amount. */
record Figure(
        String what, double value, String unit, Optional<Aim> aim, Optional<Latency> latency, Optional<Cost> cost) {

    /** What a figure should be, at least or at most. */
    record Aim(double bound, boolean atLeast) {
        static Aim atLeast(double bound) {
            return new Aim(bound, true);
        }

        static Aim atMost(double bound) {
            return new Aim(bound, false);
        }

        boolean met(double value) {
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
    static Figure rate(String what, double perSecond) {
        return new Figure(what, perSecond, "/s", Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Figure ratio(String what, double of, double beside) {
        return new Figure(what, of / beside, "", Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Figure amount(String what, double value, String unit) {
        return new Figure(what, value, unit, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Figure waiting(String what, Latency latency) {
        return new Figure(what, latency.p50(), "ms", Optional.empty(), Optional.of(latency), Optional.empty());
    }

    Figure aimedAt(Aim bound) {
        return new Figure(what, value, unit, Optional.of(bound), latency, cost);
    }
}
