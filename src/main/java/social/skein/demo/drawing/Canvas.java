package social.skein.demo.drawing;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** An opaque picture that shapes are painted on, with smooth edges. */
final class Canvas {
    private final int width;
    private final int height;
    private final BufferedImage image;
    private final byte[] samples;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        this.samples = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    /** The signed distance of a point to the edge of a shape, in pixels; negative inside. It may be estimated. */
    interface Shape {
        double distance(double x, double y);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    BufferedImage image() {
        return image;
    }

    void set(int x, int y, Color color) {
        int at = 3 * (y * width + x);
        int rgb = color.rgb();
        samples[at] = (byte) rgb;
        samples[at + 1] = (byte) (rgb >> 8);
        samples[at + 2] = (byte) (rgb >> 16);
    }

    /** Covers a pixel with a colour. */
    void blend(int x, int y, Color color, double opacity) {
        if (opacity <= 0) {
            return;
        }
        int at = 3 * (y * width + x);
        int rgb = color.rgb();
        float share = (float) Math.min(1, opacity);
        samples[at] = mix(samples[at], rgb & 0xff, share);
        samples[at + 1] = mix(samples[at + 1], rgb >> 8 & 0xff, share);
        samples[at + 2] = mix(samples[at + 2], rgb >> 16, share);
    }

    private static byte mix(byte below, int above, float share) {
        int value = below & 0xff;
        return (byte) Math.round(value + (above - value) * share);
    }

    /** The colour of a pixel. */
    Color get(int x, int y) {
        int at = 3 * (y * width + x);
        return new Color((samples[at + 2] & 0xff) / 255f, (samples[at + 1] & 0xff) / 255f, (samples[at] & 0xff) / 255f);
    }

    /** Fills all pixels with a gradient from one corner to the opposite one. */
    void fillDiagonal(Color from, Color to) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                set(x, y, from.mix(to, (double) (x + y) / (width + height)));
            }
        }
    }

    /** Paints a shape. Far from it, pixels are skipped; half of the distance allows for shapes that only estimate it. */
    void paint(Shape shape, Color color) {
        for (int y = 0; y < height; y++) {
            int x = 0;
            while (x < width) {
                double distance = shape.distance(x + 0.5, y + 0.5);
                blend(x, y, color, 0.5 - distance);
                x += Math.max(1, (int) (distance / 2));
            }
        }
    }
}
