package social.skein.bench;

import java.util.List;

/** From where to where an axis goes. */
record AxisScale(double from, double to) {
    /** In powers of ten, wide enough for all values above zero. */
    static AxisScale logarithmic(List<Double> values) {
        List<Double> seen = values.stream().filter(value -> value > 0).sorted().toList();
        if (seen.isEmpty()) {
            return new AxisScale(0, 1);
        }
        double from = Math.floor(Math.log10(seen.get(0)));
        return new AxisScale(from, Math.max(from + 1, Math.ceil(Math.log10(seen.get(seen.size() - 1)))));
    }

    /** Where a value lies, 0 at the beginning and 1 at the end. */
    double position(double value) {
        return Math.max(0, Math.min(1, (value - from) / (to - from)));
    }
}
