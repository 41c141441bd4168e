package social.skein.bench;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** A picture as large and as detailed as the photo of a phone, and the cost to decode and encode it with the JDK alone. */
final class BenchPhoto {
    private static final int WIDTH = 4_000;
    private static final int HEIGHT = 3_000;
    /** The size of 8.3 megapixels that Skein stores such a photo in. */
    private static final int STORED_WIDTH = 3_326;

    private static final int STORED_HEIGHT = 2_494;
    private static final int NOISE = 24;
    private static final float QUALITY = 0.9f;

    private final byte[] jpeg = encode(draw());

    byte[] jpeg() {
        return jpeg.clone();
    }

    /** Gradients, shapes and noise. */
    private static BufferedImage draw() {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(1);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int light = (int) (96 + 64 * Math.sin(x / 180.0) + 64 * Math.cos(y / 130.0 + x / 700.0));
                int noise = random.nextInt(NOISE);
                int red = clamp(light + noise);
                int green = clamp(light / 2 + y / 25 + noise);
                int blue = clamp(200 - y / 16 + noise);
                picture.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return picture;
    }

    private static int clamp(int value) {
        return Math.max(0, Math.min(255, value));
    }

    private static byte[] encode(BufferedImage picture) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam options = writer.getDefaultWriteParam();
        options.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        options.setCompressionQuality(QUALITY);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.setOutput(ImageIO.createImageOutputStream(bytes));
            writer.write(null, new IIOImage(picture, null, null), options);
            writer.dispose();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private BufferedImage decode() {
        try {
            return ImageIO.read(new ByteArrayInputStream(jpeg));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The milliseconds to decode it, after as many repetitions to warm up. */
    double decodeMillis(Duration duration) {
        return millisEach(duration, this::decode);
    }

    /** The same to decode it, and to encode as many pixels as Skein stores. */
    double recodeMillis(Duration duration) {
        return millisEach(duration, () -> encode(decode().getSubimage(0, 0, STORED_WIDTH, STORED_HEIGHT)));
    }

    private static double millisEach(Duration duration, Runnable work) {
        repeat(duration, work);
        long start = System.nanoTime();
        int repetitions = repeat(duration, work);
        return (System.nanoTime() - start) / 1e6 / repetitions;
    }

    private static int repeat(Duration duration, Runnable work) {
        int repetitions = 0;
        for (long start = System.nanoTime(); System.nanoTime() - start < duration.toNanos(); repetitions++) {
            work.run();
        }
        return repetitions;
    }
}
