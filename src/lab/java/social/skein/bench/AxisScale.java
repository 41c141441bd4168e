package social.skein.bench;

import java.util.List;

/** The range of an axis. */
record AxisScale(double from, double to) {
    /** Returns a range in powers of ten that contains all values above zero. */
    static AxisScale logarithmic(List<Double> values) {
        List<Double> sorted =
                values.stream().filter(value -> value > 0).sorted().toList();
        if (sorted.isEmpty()) {
            return new AxisScale(0, 1);
        }
        double from = Math.floor(Math.log10(sorted.get(0)));
        return new AxisScale(from, Math.max(from + 1, Math.ceil(Math.log10(sorted.get(sorted.size() - 1)))));
    }

    /** Returns the position of a value on the axis, from 0 at its start to 1 at its end. */
    double position(double value) {
        return Math.max(0, Math.min(1, (value - from) / (to - from)));
    }
}
