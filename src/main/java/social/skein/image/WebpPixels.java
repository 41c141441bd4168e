package social.skein.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.WritableRaster;
import java.io.IOException;

/** The parts of WebP pictures that the library for lossy ones does not decode: lossless pixels, transparency, frames. */
final class WebpPixels {
    /** A signature of 8 bits, two sides of 14, whether there is transparency, and a version of 3. */
    private static final int LOSSLESS_HEADER_BYTES = 5;

    private WebpPixels() {}

    static BufferedImage lossless(PieceInputStream in, PixelSize size) throws IOException {
        byte[] header = in.bytes(LOSSLESS_HEADER_BYTES);
        int flags = header[4] & 0xff;
        if (flags >> 5 != 0) {
            throw InvalidImageException.unsupported("the picture is a WebP of an unknown version");
        }
        boolean hasAlpha = (flags & 0x10) != 0;
        int[] pixels = new LosslessWebpDecoder(in).decode(size);
        BufferedImage picture = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_4BYTE_ABGR);
        byte[] out = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            out[4 * i] = (byte) (hasAlpha ? pixels[i] >>> 24 : 0xff);
            out[4 * i + 1] = (byte) pixels[i];
            out[4 * i + 2] = (byte) (pixels[i] >> 8);
            out[4 * i + 3] = (byte) (pixels[i] >> 16);
        }
        return picture;
    }

    /** Adds the transparency, which is compressed like the green of a lossless picture, or not at all. */
    static BufferedImage withAlpha(BufferedImage opaque, PieceInputStream in) throws IOException {
        PixelSize size = new PixelSize(opaque.getWidth(), opaque.getHeight());
        int flags = in.readUnsignedByte();
        byte[] alpha;
        if ((flags & 3) == 0) {
            alpha = in.bytes(size.pixels());
        } else {
            int[] pixels = new LosslessWebpDecoder(in).decode(size);
            alpha = new byte[pixels.length];
            for (int i = 0; i < pixels.length; i++) {
                alpha[i] = (byte) (pixels[i] >> 8);
            }
        }
        addPrediction(alpha, size, flags >> 2 & 3);
        BufferedImage picture = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_4BYTE_ABGR);
        int[] samples = new int[4 * size.width()];
        PixelRow row = PixelRow.of(opaque);
        for (int y = 0; y < size.height(); y++) {
            row.read(0, y, size.width(), samples);
            for (int x = 0; x < size.width(); x++) {
                samples[4 * x + 3] = alpha[y * size.width() + x] & 0xff;
            }
            picture.getRaster().setPixels(0, y, size.width(), 1, samples);
        }
        return picture;
    }

    /** @param filter 0 without prediction, 1 from the left, 2 from above, 3 from the gradient of both */
    private static void addPrediction(byte[] alpha, PixelSize size, int filter) {
        int width = size.width();
        for (int i = 1; filter != 0 && i < alpha.length; i++) {
            int left = i % width == 0 ? -1 : alpha[i - 1] & 0xff;
            int top = i < width ? -1 : alpha[i - width] & 0xff;
            int predicted;
            if (left < 0 || top < 0) {
                predicted = Math.max(left, top);
            } else if (filter == 3) {
                predicted = Math.max(0, Math.min(255, left + top - (alpha[i - width - 1] & 0xff)));
            } else {
                predicted = filter == 1 ? left : top;
            }
            alpha[i] += (byte) predicted;
        }
    }

    /** Puts the first frame of an animation on its canvas, which is transparent otherwise. */
    static BufferedImage onCanvas(BufferedImage picture, ImageLayout layout) {
        BufferedImage canvas =
                new BufferedImage(layout.header().width(), layout.header().height(), BufferedImage.TYPE_4BYTE_ABGR);
        WritableRaster target = canvas.getRaster();
        PixelRow row = PixelRow.of(picture);
        int[] samples = new int[4 * picture.getWidth()];
        for (int y = 0; y < picture.getHeight(); y++) {
            row.read(0, y, picture.getWidth(), samples);
            target.setPixels(layout.offset().x, layout.offset().y + y, picture.getWidth(), 1, samples);
        }
        return canvas;
    }
}
