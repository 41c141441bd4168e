package social.skein.image;

import java.awt.Point;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.image.PieceInputStream.Piece;

/**
 * Walks the chunks of a WebP file. The decoders are shown the chunk of one picture and that of its transparency; of an
 * animation those of the first frame, as if that were all.
 */
final class WebpParser {
    /** The first byte of a lossless picture. */
    static final int LOSSLESS_SIGNATURE = 0x2f;

    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;
    private static final int MAX_EXIF_BYTES = 1 << 16;

    /** The decoders hold the picture and what they predict from, or its transparency, or its packed pixels. */
    private static final int LOSSY_BYTES_PER_PIXEL = 8;

    private static final int LOSSLESS_BYTES_PER_PIXEL = 12;

    private final PieceInputStream in;
    private final ImageLimits limits;
    private Orientation orientation = Orientation.UPRIGHT;
    private byte[] iccProfile = {};
    private @Nullable PixelSize canvas;
    private @Nullable PixelSize frame;
    private @Nullable PixelSize picture;
    private Point offset = new Point();
    private @Nullable Piece alpha;
    private @Nullable Piece pixels;
    private boolean isLossless;
    private int frames;

    WebpParser(PieceInputStream in, ImageLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    ImageLayout parse() throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(4);
        long end = CHUNK_HEADER + in.readUnsignedInt();
        if (end > in.length()) {
            throw InvalidImageException.cutOff();
        }
        readChunks(12, end);
        PixelSize decoded = picture;
        Piece data = pixels;
        if (decoded == null || data == null) {
            throw InvalidImageException.corrupt("the picture is damaged: it has no pixels");
        }
        PixelSize whole = canvas == null ? decoded : canvas;
        PixelSize expected = frame == null ? whole : frame;
        if (!decoded.equals(expected)
                || offset.x + decoded.width() > whole.width()
                || offset.y + decoded.height() > whole.height()) {
            throw InvalidImageException.corrupt("the picture is damaged: its sizes contradict each other");
        }
        ImageHeader header = new ImageHeader(
                ImageFormat.WEBP,
                whole.width(),
                whole.height(),
                Math.max(frames, 1),
                orientation.exif(),
                isLossless || alpha != null ? LOSSLESS_BYTES_PER_PIXEL : LOSSY_BYTES_PER_PIXEL);
        List<Piece> pieces = isLossless ? List.of(payload(data)) : lossyFile(data);
        List<Piece> transparency = alpha == null ? List.of() : List.of(payload(alpha));
        return new ImageLayout(header, pieces, transparency, decoded, offset, iccProfile);
    }

    private void readChunks(long start, long end) throws IOException {
        for (long position = start; position + CHUNK_HEADER <= end; ) {
            in.seek(position);
            String type = in.characters(4);
            long length = in.readUnsignedInt();
            long next = position + CHUNK_HEADER + length;
            if (next > end) {
                throw InvalidImageException.cutOff();
            }
            readChunk(type, position, length);
            position = next + (length & 1);
        }
    }

    private void readChunk(String type, long position, long length) throws IOException {
        switch (type) {
            case "VP8X" -> {
                in.skipBytes(4);
                canvas = new PixelSize(1 + int24(), 1 + int24());
            }
            case "ICCP" -> iccProfile = length <= ImageLayout.MAX_PROFILE_BYTES ? in.bytes(length) : iccProfile;
            case "EXIF" -> orientation = length <= MAX_EXIF_BYTES ? exif(in.bytes(length)) : orientation;
            case "ANMF" -> readFrame(position + CHUNK_HEADER, length);
            case "ALPH" -> alpha = alpha == null && pixels == null ? chunk(position, length) : alpha;
            case "VP8 " -> {
                if (pixels == null) {
                    readLossyHeader();
                    pixels = chunk(position, length);
                }
            }
            case "VP8L" -> {
                if (pixels == null) {
                    readLosslessHeader();
                    pixels = chunk(position, length);
                    alpha = null;
                }
            }
            default -> {}
        }
    }

    private void readFrame(long start, long length) throws IOException {
        if (++frames > limits.maxFrames()) {
            throw InvalidImageException.tooManyFrames(limits.maxFrames());
        }
        if (frames == 1 && pixels == null) {
            offset = new Point(2 * int24(), 2 * int24());
            frame = new PixelSize(1 + int24(), 1 + int24());
            readChunks(start + FRAME_HEADER, start + length);
        }
    }

    /** Some programs prefix the block like that of a JPEG. */
    private static Orientation exif(byte[] data) {
        boolean prefixed = data.length > 6 && data[0] == 'E' && data[1] == 'x';
        return Orientation.fromExif(data, prefixed ? 6 : 0);
    }

    private void readLossyHeader() throws IOException {
        int tag = int24();
        if ((tag & 1) != 0 || int24() != 0x2a019d) {
            throw InvalidImageException.corrupt("the picture is damaged: it does not begin with a whole picture");
        }
        picture = new PixelSize(in.readUnsignedShort() & 0x3fff, in.readUnsignedShort() & 0x3fff);
    }

    private void readLosslessHeader() throws IOException {
        if (in.readUnsignedByte() != LOSSLESS_SIGNATURE) {
            throw InvalidImageException.corrupt("the picture is damaged: its size is missing");
        }
        int bits = in.readInt();
        picture = new PixelSize((bits & 0x3fff) + 1, (bits >>> 14 & 0x3fff) + 1);
        isLossless = true;
    }

    private int int24() throws IOException {
        return in.readUnsignedShort() | in.readUnsignedByte() << 16;
    }

    private static Piece chunk(long position, long length) {
        return Piece.range(position, CHUNK_HEADER + length);
    }

    private static Piece payload(Piece chunk) {
        return Piece.range(chunk.start() + CHUNK_HEADER, chunk.length() - CHUNK_HEADER);
    }

    /** A file of this one chunk. */
    private static List<Piece> lossyFile(Piece chunk) {
        int padding = (int) (chunk.length() & 1);
        byte[] start = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(ascii("RIFF"))
                .putInt((int) chunk.length() + padding + 4)
                .put(ascii("WEBP"))
                .array();
        return List.of(Piece.literal(start), chunk, Piece.literal(new byte[padding]));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
