package social.skein.demo.drawing;

import com.google.errorprone.annotations.Immutable;

/** A colour in sRGB, with components from 0 to 1. */
@Immutable
record Color(float red, float green, float blue) {
    static final Color WHITE = new Color(1, 1, 1);

    /**
     * A colour by its appearance (Oklch), so that colours of the same lightness look equally light.
     *
     * @param lightness from 0, black, to 1, white
     * @param chroma from 0, grey, to about 0.3
     * @param hue in degrees: 30 is red, 110 yellow, 145 green, 250 blue
     */
    static Color of(double lightness, double chroma, double hue) {
        double a = chroma * Math.cos(Math.toRadians(hue));
        double b = chroma * Math.sin(Math.toRadians(hue));
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new Color(
                gamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                gamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                gamma(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double cube(double value) {
        return value * value * value;
    }

    private static float gamma(double linear) {
        double value = Math.max(0, Math.min(1, linear));
        return (float) (value <= 0.0031308 ? 12.92 * value : 1.055 * Math.pow(value, 1 / 2.4) - 0.055);
    }

    /** The mixture of this colour and another. */
    Color mix(Color other, double share) {
        float part = (float) Math.max(0, Math.min(1, share));
        return new Color(
                red + (other.red - red) * part,
                green + (other.green - green) * part,
                blue + (other.blue - blue) * part);
    }

    /** The red, green and blue bytes, from the highest to the lowest. */
    int rgb() {
        return Math.round(red * 255) << 16 | Math.round(green * 255) << 8 | Math.round(blue * 255);
    }
}
