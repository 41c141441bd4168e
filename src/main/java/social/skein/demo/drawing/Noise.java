package social.skein.demo.drawing;

/** Smooth random functions, the sum of several octaves. */
final class Noise {
    private static final long STEP_X = 0x9e3779b97f4a7c15L;
    private static final long STEP_Y = 0xc2b2ae3d27d4eb4fL;

    private final long seed;

    Noise(long seed) {
        this.seed = seed;
    }

    /**
     * A function of a line, from about -1 to 1.
     *
     * @param roughness the strength of each octave relative to the one before
     */
    double line(double x, int octaves, double roughness) {
        return plane(x, 0.5, octaves, roughness);
    }

    /** A function of a plane, from about -1 to 1. */
    double plane(double x, double y, int octaves, double roughness) {
        double sum = 0;
        double strength = 1;
        double total = 0;
        double scale = 1;
        for (int octave = 0; octave < octaves; octave++) {
            sum += strength * smooth(x * scale + 31.7 * octave, y * scale + 17.3 * octave);
            total += strength;
            strength *= roughness;
            scale *= 2;
        }
        return sum / total;
    }

    private double smooth(double x, double y) {
        long column = (long) Math.floor(x);
        long row = (long) Math.floor(y);
        double right = ease(x - column);
        double down = ease(y - row);
        double top = value(column, row) * (1 - right) + value(column + 1, row) * right;
        double bottom = value(column, row + 1) * (1 - right) + value(column + 1, row + 1) * right;
        return top * (1 - down) + bottom * down;
    }

    private static double ease(double part) {
        return part * part * part * (part * (part * 6 - 15) + 10);
    }

    private double value(long column, long row) {
        long hash = seed + column * STEP_X + row * STEP_Y;
        hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
        hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
        return ((hash ^ hash >>> 31) >> 11) * 0x1.0p-52;
    }
}
