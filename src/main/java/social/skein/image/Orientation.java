package social.skein.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a stored picture is turned upright, as in EXIF: from 1 (upright) to 8. The camera stores the rows of its sensor and
 * says here how it was held.
 */
record Orientation(int exif) {
    static final Orientation UPRIGHT = new Orientation(1);
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;

    /**
     * Reads the orientation from an EXIF block, which is a TIFF file that begins at {@code start}; upright if there is
     * none.
     */
    static Orientation fromExif(byte[] bytes, int start) {
        try {
            return find(ByteBuffer.wrap(bytes, start, bytes.length - start).slice());
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException broken) {
            return UPRIGHT;
        }
    }

    private static Orientation find(ByteBuffer tiff) {
        int byteOrder = tiff.getShort();
        tiff.order(byteOrder == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if ((byteOrder != 0x4949 && byteOrder != 0x4d4d) || tiff.getShort() != 42) {
            return UPRIGHT;
        }
        tiff.position(tiff.getInt());
        int entries = tiff.getShort() & 0xffff;
        for (int i = 0; i < entries; i++) {
            int tag = tiff.getShort() & 0xffff;
            int type = tiff.getShort();
            int count = tiff.getInt();
            int value = tiff.getShort();
            if (tag == TAG && type == SHORT && count == 1 && value >= 1 && value <= 8) {
                return new Orientation(value);
            }
            tiff.position(tiff.position() + 2);
        }
        return UPRIGHT;
    }

    boolean isUpright() {
        return exif == 1;
    }

    boolean swapsSides() {
        return exif >= 5;
    }

    PixelSize applyTo(PixelSize stored) {
        return swapsSides() ? stored.swapped() : stored;
    }

    /** Where the upright picture has the pixel that is stored first; an index into its pixels, row by row. */
    int firstIndex(PixelSize stored) {
        int lastColumn = stored.width() - 1;
        int lastRow = stored.height() - 1;
        int upright = applyTo(stored).width();
        return switch (exif) {
            case 2 -> lastColumn;
            case 3 -> lastRow * upright + lastColumn;
            case 4 -> lastRow * upright;
            case 6 -> lastRow;
            case 7 -> lastColumn * upright + lastRow;
            case 8 -> lastColumn * upright;
            default -> 0;
        };
    }

    /** How far apart two pixels are in the upright picture that are neighbours in a stored row. */
    int columnStep(PixelSize stored) {
        int upright = applyTo(stored).width();
        return switch (exif) {
            case 2, 3 -> -1;
            case 5, 6 -> upright;
            case 7, 8 -> -upright;
            default -> 1;
        };
    }

    /** How far apart two pixels are in the upright picture that are neighbours in a stored column. */
    int rowStep(PixelSize stored) {
        int upright = applyTo(stored).width();
        return switch (exif) {
            case 3, 4 -> -upright;
            case 5, 8 -> 1;
            case 6, 7 -> -1;
            default -> upright;
        };
    }
}
