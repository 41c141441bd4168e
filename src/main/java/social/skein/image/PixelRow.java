package social.skein.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;

/**
 * Reads rows of any picture as red, green, blue and alpha, 8 bits each and without conversion between colour spaces: to
 * Java2D the gray of a picture is linear light, which would brighten it.
 */
interface PixelRow {

    /** Reads {@code width} pixels from (x, y) on, four samples each. */
    void read(int x, int y, int width, int[] samples);

    static PixelRow of(BufferedImage picture) {
        Raster raster = picture.getRaster();
        ColorModel colors = picture.getColorModel();
        if (colors instanceof IndexColorModel palette) {
            return indexed(raster, palette);
        }
        SampleModel model = raster.getSampleModel();
        if (model instanceof PixelInterleavedSampleModel interleaved
                && raster.getDataBuffer() instanceof DataBufferByte bytes
                && raster.getParent() == null) {
            return interleaved(bytes.getData(), interleaved, bytes.getOffset());
        }
        return generic(raster, colors.getComponentSize(0) - 8);
    }

    private static PixelRow indexed(Raster raster, IndexColorModel palette) {
        int[] colors = new int[palette.getMapSize()];
        palette.getRGBs(colors);
        int[] indexes = new int[raster.getWidth()];
        return (x, y, width, samples) -> {
            raster.getSamples(x, y, width, 1, 0, indexes);
            for (int i = 0; i < width; i++) {
                int color = indexes[i] < colors.length ? colors[indexes[i]] : 0xff000000;
                samples[4 * i] = color >> 16 & 0xff;
                samples[4 * i + 1] = color >> 8 & 0xff;
                samples[4 * i + 2] = color & 0xff;
                samples[4 * i + 3] = color >>> 24;
            }
        };
    }

    private static PixelRow interleaved(byte[] data, PixelInterleavedSampleModel model, int start) {
        int[] offsets = model.getBandOffsets();
        boolean isGray = offsets.length < 3;
        int red = start + offsets[0];
        int green = isGray ? red : start + offsets[1];
        int blue = isGray ? red : start + offsets[2];
        boolean hasAlpha = offsets.length % 2 == 0;
        int alpha = start + offsets[offsets.length - 1];
        int pixelStride = model.getPixelStride();
        int rowStride = model.getScanlineStride();
        return (x, y, width, samples) -> {
            int at = y * rowStride + x * pixelStride;
            for (int i = 0; i < 4 * width; i += 4) {
                samples[i] = data[at + red] & 0xff;
                samples[i + 1] = data[at + green] & 0xff;
                samples[i + 2] = data[at + blue] & 0xff;
                samples[i + 3] = hasAlpha ? data[at + alpha] & 0xff : 0xff;
                at += pixelStride;
            }
        };
    }

    private static PixelRow generic(Raster raster, int shift) {
        int bands = raster.getNumBands();
        boolean isGray = bands < 3;
        int[] read = new int[bands * raster.getWidth()];
        return (x, y, width, samples) -> {
            raster.getPixels(x, y, width, 1, read);
            for (int i = 0; i < width; i++) {
                samples[4 * i] = read[bands * i] >> shift;
                samples[4 * i + 1] = read[bands * i + (isGray ? 0 : 1)] >> shift;
                samples[4 * i + 2] = read[bands * i + (isGray ? 0 : 2)] >> shift;
                samples[4 * i + 3] = bands % 2 == 0 ? read[bands * i + bands - 1] >> shift : 0xff;
            }
        };
    }
}
