package social.skein.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;

/** The alpha channel of pictures. */
final class Transparency {
    private Transparency() {}

    /** Whether each pixel is opaque, with an alpha channel or without. */
    static boolean isOpaque(BufferedImage picture) {
        if (!picture.getColorModel().hasAlpha()) {
            return true;
        }
        int width = picture.getWidth();
        int[] samples = new int[4 * width];
        PixelRow row = PixelRow.of(picture);
        for (int y = 0; y < picture.getHeight(); y++) {
            row.read(0, y, width, samples);
            for (int i = 3; i < samples.length; i += 4) {
                if (samples[i] != 0xff) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The colours without the alpha channel, which JPEG lacks. */
    static BufferedImage removed(BufferedImage picture) {
        if (!picture.getColorModel().hasAlpha() || picture.getColorModel() instanceof IndexColorModel) {
            return picture;
        }
        int width = picture.getWidth();
        int[] samples = new int[4 * width];
        BufferedImage opaque = new BufferedImage(width, picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] out = ((DataBufferByte) opaque.getRaster().getDataBuffer()).getData();
        PixelRow row = PixelRow.of(picture);
        int at = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            row.read(0, y, width, samples);
            for (int i = 0; i < samples.length; i += 4) {
                out[at++] = (byte) samples[i + 2];
                out[at++] = (byte) samples[i + 1];
                out[at++] = (byte) samples[i];
            }
        }
        return opaque;
    }

    /** Whether the encoders write the picture as it is: 8 bits per sample or a palette. */
    static boolean isWritable(BufferedImage picture) {
        return picture.getRaster().getDataBuffer() instanceof DataBufferByte;
    }
}
