package social.skein.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.image.PieceInputStream.Piece;

/**
 * Reads a GIF file frame by frame. After {@link #next()} the pixels of the frame are either decoded or skipped by the next
 * call. Comments, text and unknown extensions are skipped.
 */
final class GifReader {
    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2c;
    private static final int TRAILER = 0x3b;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int APPLICATION = 0xff;
    private static final int[] INTERLACE_STARTS = {0, 4, 2, 1};
    private static final int[] INTERLACE_STEPS = {8, 8, 4, 2};

    private final PieceInputStream in;
    private final byte @Nullable [] globalPalette;
    private PixelSize canvas;
    private int loops = -1;
    private boolean pixelsPending;
    private int frames;
    private int delay;
    private int disposal;
    private int transparentColor = -1;

    /**
     * A frame of a GIF file, up to its pixels.
     *
     * @param left columns of the canvas to the left of the frame
     * @param top rows of the canvas above the frame
     * @param palette red, green and blue of each color; as long as the codes of the pixels can address
     * @param delay hundredths of a second
     * @param disposal what happens to the frame afterwards, from 0 to 7
     * @param transparentColor index of the palette, or -1
     * @param codeBits bits of a pixel before compression, from 2 to 8
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Frame(
            int left,
            int top,
            PixelSize size,
            boolean isInterlaced,
            byte[] palette,
            int delay,
            int disposal,
            int transparentColor,
            int codeBits) {}

    GifReader(PieceInputStream in) throws IOException {
        this.in = in;
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(6);
        this.canvas = new PixelSize(in.readUnsignedShort(), in.readUnsignedShort());
        int flags = in.readUnsignedByte();
        in.skipBytes(2);
        this.globalPalette = palette(flags);
    }

    /** Counts the frames without decoding them. */
    static ImageLayout layout(PieceInputStream in, ImageLimits limits) throws IOException {
        GifReader reader = new GifReader(in);
        while (reader.next().isPresent()) {
            if (reader.frames > limits.maxFrames()) {
                throw InvalidImageException.tooManyFrames(limits.maxFrames());
            }
        }
        if (reader.frames == 0) {
            throw InvalidImageException.corrupt("the picture is damaged: it has no pixels");
        }
        // The still picture has four bytes per pixel, the frame one, and one more while it is put in order.
        ImageHeader header =
                new ImageHeader(ImageFormat.GIF, reader.canvas.width(), reader.canvas.height(), reader.frames, 1, 6);
        return ImageLayout.of(header, List.of(Piece.range(0, in.length())), new byte[0]);
    }

    /** Valid after the first frame, which enlarges a canvas that is too small, as in browsers. */
    PixelSize canvas() {
        return canvas;
    }

    /** How often an animation is repeated, 0 for ever; -1 if it is shown once. Valid after the first frame. */
    int loops() {
        return loops;
    }

    /** The next frame; empty after the last one. */
    Optional<Frame> next() throws IOException {
        if (pixelsPending) {
            skipBlocks();
            pixelsPending = false;
        }
        while (true) {
            int block = in.read();
            if (block == FRAME) {
                return Optional.of(frame());
            } else if (block == EXTENSION) {
                extension();
            } else if (block == TRAILER || (block < 0 && frames > 0)) {
                return Optional.empty();
            } else {
                throw InvalidImageException.corrupt("the picture is damaged: it contains an unknown block");
            }
        }
    }

    private Frame frame() throws IOException {
        int left = in.readUnsignedShort();
        int top = in.readUnsignedShort();
        PixelSize size = new PixelSize(in.readUnsignedShort(), in.readUnsignedShort());
        int flags = in.readUnsignedByte();
        byte[] local = palette(flags);
        byte[] colors = local == null ? globalPalette : local;
        int codeBits = in.readUnsignedByte();
        if (frames++ == 0) {
            canvas = new PixelSize(
                    Math.max(canvas.width(), left + size.width()), Math.max(canvas.height(), top + size.height()));
        }
        boolean outside = left + size.width() > canvas.width() || top + size.height() > canvas.height();
        if (outside || size.pixels() == 0 || colors == null || codeBits < 1 || codeBits > 8) {
            throw InvalidImageException.corrupt("the picture is damaged: frame " + frames + " is invalid");
        }
        int bits = Math.max(2, codeBits);
        byte[] complete = Arrays.copyOf(colors, 3 << bits);
        Frame frame =
                new Frame(left, top, size, (flags & 0x40) != 0, complete, delay, disposal, transparentColor, codeBits);
        delay = 0;
        disposal = 0;
        transparentColor = -1;
        pixelsPending = true;
        return frame;
    }

    private byte @Nullable [] palette(int flags) throws IOException {
        return (flags & 0x80) == 0 ? null : in.bytes(3L << ((flags & 7) + 1));
    }

    private void extension() throws IOException {
        int label = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        byte[] data = in.bytes(length);
        if (length == 0) {
            return;
        }
        if (label == GRAPHIC_CONTROL && length >= 4) {
            disposal = data[0] >> 2 & 7;
            delay = (data[1] & 0xff) | (data[2] & 0xff) << 8;
            transparentColor = (data[0] & 1) == 0 ? -1 : data[3] & 0xff;
        } else if (label == APPLICATION && new String(data, StandardCharsets.ISO_8859_1).equals("NETSCAPE2.0")) {
            readLoops();
            return;
        }
        skipBlocks();
    }

    private void readLoops() throws IOException {
        int length;
        while ((length = in.readUnsignedByte()) > 0) {
            byte[] data = in.bytes(length);
            if (length == 3 && data[0] == 1) {
                loops = (data[1] & 0xff) | (data[2] & 0xff) << 8;
            }
        }
    }

    private void skipBlocks() throws IOException {
        int length;
        while ((length = in.readUnsignedByte()) > 0) {
            long next = in.getStreamPosition() + length;
            if (next > in.length()) {
                throw new EOFException();
            }
            in.seek(next);
        }
    }

    /** Decodes the pixels of the frame: one index of the palette each, row by row from the top. */
    byte[] pixels(Frame frame) throws IOException {
        byte[] decoded = new byte[Math.toIntExact(frame.size().pixels())];
        new LzwDecoder(in, frame.codeBits()).decode(decoded);
        return frame.isInterlaced() ? deinterlaced(decoded, frame.size()) : decoded;
    }

    private static byte[] deinterlaced(byte[] rows, PixelSize size) {
        byte[] ordered = new byte[rows.length];
        int width = size.width();
        int from = 0;
        for (int pass = 0; pass < INTERLACE_STARTS.length; pass++) {
            for (int row = INTERLACE_STARTS[pass]; row < size.height(); row += INTERLACE_STEPS[pass]) {
                System.arraycopy(rows, from, ordered, row * width, width);
                from += width;
            }
        }
        return ordered;
    }
}
