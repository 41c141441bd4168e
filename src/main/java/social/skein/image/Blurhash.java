package social.skein.image;

import java.awt.image.BufferedImage;

/**
 * The public BlurHash algorithm: the lowest frequencies of a cosine transform of the picture, in base 83. Transparent
 * pixels count as white.
 */
public final class Blurhash {
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
    private static final int MAX_COMPONENTS = 9;

    /** Higher frequencies than those of the hash are invisible in it. */
    private static final int MAX_PIXELS = 64 * 64;

    private Blurhash() {}

    /** Encodes a picture with four components along its longer side, and along both if it is nearly square. */
    public static String encode(BufferedImage picture) {
        double aspect = (double) picture.getWidth() / picture.getHeight();
        return encode(picture, aspect < 0.8 ? 3 : 4, aspect > 1.25 ? 3 : 4);
    }

    /** Encodes a picture with components from 1 to 9 in each direction. */
    public static String encode(BufferedImage picture, int xComponents, int yComponents) {
        if (Math.min(xComponents, yComponents) < 1 || Math.max(xComponents, yComponents) > MAX_COMPONENTS) {
            throw new IllegalArgumentException("a BlurHash has from 1 to 9 components in each direction");
        }
        PixelSize size = new PixelSize(picture.getWidth(), picture.getHeight());
        double[][] factors = factors(AreaScaler.scale(picture, size.within(MAX_PIXELS)), xComponents, yComponents);
        double max = 0;
        for (int i = 1; i < factors.length; i++) {
            for (double value : factors[i]) {
                max = Math.max(max, Math.abs(value));
            }
        }
        int quantizedMax = factors.length == 1 ? 0 : (int) Math.max(0, Math.min(82, Math.floor(max * 166 - 0.5)));
        StringBuilder hash = new StringBuilder();
        append(hash, xComponents - 1 + (yComponents - 1) * MAX_COMPONENTS, 1);
        append(hash, quantizedMax, 1);
        append(hash, average(factors[0]), 4);
        double scale = factors.length == 1 ? 1 : (quantizedMax + 1) / 166.0;
        for (int i = 1; i < factors.length; i++) {
            append(hash, quantized(factors[i], scale), 2);
        }
        return hash.toString();
    }

    private static double[][] factors(BufferedImage picture, int xComponents, int yComponents) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        double[][] factors = new double[xComponents * yComponents][3];
        PixelRow row = PixelRow.of(picture);
        int[] samples = new int[4 * width];
        for (int y = 0; y < height; y++) {
            row.read(0, y, width, samples);
            for (int x = 0; x < width; x++) {
                for (int i = 0; i < factors.length; i++) {
                    int column = i % xComponents;
                    int line = i / xComponents;
                    double basis = Math.cos(Math.PI * column * x / width) * Math.cos(Math.PI * line * y / height);
                    add(factors[i], samples, 4 * x, basis * (i == 0 ? 1 : 2) / (width * height));
                }
            }
        }
        return factors;
    }

    private static void add(double[] factor, int[] samples, int at, double weight) {
        double alpha = samples[at + 3] / 255.0;
        for (int color = 0; color < 3; color++) {
            double onWhite = samples[at + color] / 255.0 * alpha + 1 - alpha;
            double linear = onWhite <= 0.04045 ? onWhite / 12.92 : Math.pow((onWhite + 0.055) / 1.055, 2.4);
            factor[color] += linear * weight;
        }
    }

    private static int average(double[] factor) {
        return srgb(factor[0]) << 16 | srgb(factor[1]) << 8 | srgb(factor[2]);
    }

    private static int srgb(double linear) {
        double value = Math.max(0, Math.min(1, linear));
        double encoded = value <= 0.0031308 ? value * 12.92 : 1.055 * Math.pow(value, 1 / 2.4) - 0.055;
        return (int) (encoded * 255 + 0.5);
    }

    private static int quantized(double[] factor, double scale) {
        int code = 0;
        for (double value : factor) {
            double root = Math.copySign(Math.sqrt(Math.abs(value / scale)), value);
            code = code * 19 + (int) Math.max(0, Math.min(18, Math.floor(root * 9 + 9.5)));
        }
        return code;
    }

    private static void append(StringBuilder hash, int value, int digits) {
        int divisor = (int) Math.pow(83, digits - 1);
        for (int i = 0; i < digits; i++) {
            hash.append(DIGITS.charAt(value / divisor % 83));
            divisor /= 83;
        }
    }
}
