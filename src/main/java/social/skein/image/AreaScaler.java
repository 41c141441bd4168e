package social.skein.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;

/**
 * Scales a part of a picture down and turns it upright in one pass over its rows. Each new pixel is the mean of the area
 * that it replaces, weighted by alpha.
 */
final class AreaScaler {
    private static final double EPSILON = 1e-9;

    private final PixelSize target;
    private final byte[] out;
    private final int bands;
    private final int firstIndex;
    private final int columnStep;
    private final int rowStep;
    private final float[] sums;

    /** For each column of the source, the first sum that it adds to, with which weight, and with which to the next. */
    private final int[] columns;

    private final float[] weights;
    private final float[] rests;

    private AreaScaler(int width, PixelSize target, Orientation orientation, BufferedImage result) {
        this.target = target;
        this.out = ((DataBufferByte) result.getRaster().getDataBuffer()).getData();
        this.bands = result.getRaster().getNumBands();
        this.firstIndex = orientation.firstIndex(target);
        this.columnStep = orientation.columnStep(target);
        this.rowStep = orientation.rowStep(target);
        this.sums = new float[4 * target.width()];
        this.columns = new int[width];
        this.weights = new float[width];
        this.rests = new float[width];
        double scale = (double) target.width() / width;
        for (int x = 0; x < width; x++) {
            int column = Math.min((int) (x * scale + EPSILON), target.width() - 1);
            double rest = (x + 1) * scale - (column + 1);
            boolean crosses = rest > EPSILON && column + 1 < target.width();
            columns[x] = 4 * column;
            rests[x] = crosses ? (float) rest : 0;
            weights[x] = (float) scale - rests[x];
        }
    }

    /**
     * Scales down.
     *
     * @param part of the picture, not smaller than the target in any direction
     * @param target size before the picture is turned
     * @return of type 3BYTE_BGR, or 4BYTE_ABGR if the picture can have transparent pixels
     */
    static BufferedImage scale(BufferedImage picture, Rectangle part, PixelSize target, Orientation orientation) {
        PixelSize upright = orientation.applyTo(target);
        int type = picture.getColorModel().hasAlpha() ? BufferedImage.TYPE_4BYTE_ABGR : BufferedImage.TYPE_3BYTE_BGR;
        BufferedImage result = new BufferedImage(upright.width(), upright.height(), type);
        new AreaScaler(part.width, target, orientation, result).run(PixelRow.of(picture), part);
        return result;
    }

    static BufferedImage scale(BufferedImage picture, PixelSize target) {
        Rectangle whole = new Rectangle(picture.getWidth(), picture.getHeight());
        return scale(picture, whole, target, Orientation.UPRIGHT);
    }

    private void run(PixelRow source, Rectangle part) {
        int[] samples = new int[4 * part.width];
        float[] row = new float[4 * target.width()];
        double scale = (double) target.height() / part.height;
        int targetRow = 0;
        for (int y = 0; y < part.height; y++) {
            source.read(part.x, part.y + y, part.width, samples);
            shrinkRow(samples, row);
            double rest = (y + 1) * scale - (targetRow + 1);
            boolean isComplete = rest > -EPSILON || y == part.height - 1;
            float next = (float) Math.max(0, rest);
            add(row, (float) scale - next);
            if (isComplete) {
                writeRow(targetRow++);
                Arrays.fill(sums, 0);
                add(row, next);
            }
        }
    }

    private void shrinkRow(int[] samples, float[] row) {
        Arrays.fill(row, 0);
        if (bands == 3) {
            shrinkOpaqueRow(samples, row);
            return;
        }
        for (int x = 0; x < columns.length; x++) {
            int at = columns[x];
            float alpha = samples[4 * x + 3] * weights[x];
            row[at] += samples[4 * x] * alpha;
            row[at + 1] += samples[4 * x + 1] * alpha;
            row[at + 2] += samples[4 * x + 2] * alpha;
            row[at + 3] += alpha;
            if (rests[x] > 0) {
                alpha = samples[4 * x + 3] * rests[x];
                row[at + 4] += samples[4 * x] * alpha;
                row[at + 5] += samples[4 * x + 1] * alpha;
                row[at + 6] += samples[4 * x + 2] * alpha;
                row[at + 7] += alpha;
            }
        }
    }

    /** The same without the alpha channel, which takes half the time. */
    private void shrinkOpaqueRow(int[] samples, float[] row) {
        for (int x = 0; x < columns.length; x++) {
            int at = columns[x];
            int red = samples[4 * x];
            int green = samples[4 * x + 1];
            int blue = samples[4 * x + 2];
            float weight = weights[x];
            float rest = rests[x];
            row[at] += red * weight;
            row[at + 1] += green * weight;
            row[at + 2] += blue * weight;
            if (rest > 0) {
                row[at + 4] += red * rest;
                row[at + 5] += green * rest;
                row[at + 6] += blue * rest;
            }
        }
    }

    private void add(float[] row, float weight) {
        for (int i = 0; i < row.length; i++) {
            sums[i] += row[i] * weight;
        }
    }

    private void writeRow(int targetRow) {
        int pixel = firstIndex + targetRow * rowStep;
        for (int i = 0; i < sums.length; i += 4) {
            float scale = 1;
            int at = pixel * bands;
            if (bands == 4) {
                float alpha = sums[i + 3];
                scale = alpha > 0 ? 1 / alpha : 0;
                out[at++] = rounded(alpha);
            }
            out[at] = rounded(sums[i + 2] * scale);
            out[at + 1] = rounded(sums[i + 1] * scale);
            out[at + 2] = rounded(sums[i] * scale);
            pixel += columnStep;
        }
    }

    private static byte rounded(float value) {
        return (byte) Math.min(255, (int) (value + 0.5f));
    }
}
