package social.skein.image;

/**
 * What the encoder of a lossless WebP picture did to the pixels before compression.
 *
 * @param width of the picture that the inverse yields
 * @param sizeBits logarithm of the side of a block, or of the pixels that are packed into one
 * @param data one pixel per block, or the palette
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LosslessTransform(int type, int width, int sizeBits, int[] data) {
    static final int PREDICTOR = 0;
    static final int COLOR = 1;
    static final int SUBTRACT_GREEN = 2;
    static final int PALETTE = 3;
    private static final int BLACK = 0xff000000;

    /** Blocks, or packed pixels, that so many pixels need. */
    static int blocks(int pixels, int sizeBits) {
        return (pixels + (1 << sizeBits) - 1) >> sizeBits;
    }

    /** Restores the pixels; changes the array or returns a larger one. */
    int[] inverse(int[] pixels, int height) {
        switch (type) {
            case PREDICTOR -> addPrediction(pixels, height);
            case COLOR -> addColors(pixels, height);
            case SUBTRACT_GREEN -> addGreen(pixels);
            default -> {
                return unpacked(pixels, height);
            }
        }
        return pixels;
    }

    private static void addGreen(int[] pixels) {
        for (int i = 0; i < pixels.length; i++) {
            int green = pixels[i] >> 8 & 0xff;
            pixels[i] = (pixels[i] & 0xff00ff00) | ((pixels[i] & 0xff00ff) + (green << 16 | green) & 0xff00ff);
        }
    }

    private void addColors(int[] pixels, int height) {
        int blocks = blocks(width, sizeBits);
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                int factors = data[(y >> sizeBits) * blocks + (x >> sizeBits)];
                int green = pixels[i] >> 8;
                int red = (pixels[i] >> 16) + delta(factors, green) & 0xff;
                int blue = pixels[i] + delta(factors >> 8, green) + delta(factors >> 16, red) & 0xff;
                pixels[i] = (pixels[i] & 0xff00ff00) | red << 16 | blue;
            }
        }
    }

    private static int delta(int factor, int color) {
        return ((byte) factor * (byte) color) >> 5;
    }

    private int[] unpacked(int[] packed, int height) {
        int[] pixels = new int[width * height];
        int packedWidth = blocks(width, sizeBits);
        int bits = 8 >> sizeBits;
        for (int y = 0, i = 0; y < height; y++) {
            for (int x = 0; x < width; x++, i++) {
                int green = packed[y * packedWidth + (x >> sizeBits)] >> 8 & 0xff;
                int index = (green >> (bits * (x & (1 << sizeBits) - 1))) & (1 << bits) - 1;
                pixels[i] = index < data.length ? data[index] : 0;
            }
        }
        return pixels;
    }

    private void addPrediction(int[] pixels, int height) {
        int blocks = blocks(width, sizeBits);
        pixels[0] = sum(pixels[0], BLACK);
        for (int x = 1; x < width; x++) {
            pixels[x] = sum(pixels[x], pixels[x - 1]);
        }
        for (int y = 1; y < height; y++) {
            int i = y * width;
            pixels[i] = sum(pixels[i], pixels[i - width]);
            for (int x = 1; x < width; x++) {
                i++;
                int mode = data[(y >> sizeBits) * blocks + (x >> sizeBits)] >> 8 & 0xf;
                pixels[i] = sum(pixels[i], prediction(mode, pixels, i));
            }
        }
    }

    private int prediction(int mode, int[] pixels, int i) {
        int left = pixels[i - 1];
        int top = pixels[i - width];
        int topLeft = pixels[i - width - 1];
        // At the end of a row this is the first pixel of the same row, as the format requires.
        int topRight = pixels[i - width + 1];
        return switch (mode) {
            case 1 -> left;
            case 2 -> top;
            case 3 -> topRight;
            case 4 -> topLeft;
            case 5 -> mean(mean(left, topRight), top);
            case 6 -> mean(left, topLeft);
            case 7 -> mean(left, top);
            case 8 -> mean(topLeft, top);
            case 9 -> mean(top, topRight);
            case 10 -> mean(mean(left, topLeft), mean(top, topRight));
            case 11 -> distance(top, topLeft) < distance(left, topLeft) ? left : top;
            case 12 -> gradient(left, top, topLeft);
            case 13 -> halfGradient(mean(left, top), topLeft);
            default -> BLACK;
        };
    }

    /** Adds each of the four colours separately. */
    static int sum(int a, int b) {
        return ((a & 0xff00ff00) + (b & 0xff00ff00) & 0xff00ff00) | ((a & 0xff00ff) + (b & 0xff00ff) & 0xff00ff);
    }

    private static int mean(int a, int b) {
        return (((a ^ b) & 0xfefefefe) >>> 1) + (a & b);
    }

    private static int distance(int a, int b) {
        int sum = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            sum += Math.abs((a >> shift & 0xff) - (b >> shift & 0xff));
        }
        return sum;
    }

    private static int gradient(int left, int top, int topLeft) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int value = (left >> shift & 0xff) + (top >> shift & 0xff) - (topLeft >> shift & 0xff);
            result |= clamped(value) << shift;
        }
        return result;
    }

    private static int halfGradient(int mean, int topLeft) {
        int result = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int value = mean >> shift & 0xff;
            result |= clamped(value + (value - (topLeft >> shift & 0xff)) / 2) << shift;
        }
        return result;
    }

    private static int clamped(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
