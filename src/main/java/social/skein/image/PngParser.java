package social.skein.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import social.skein.image.PieceInputStream.Piece;

/**
 * Walks the chunks of a PNG file. Its decoder is shown the header, the palette, the transparency and the pixels; in
 * particular no chunk that would be decompressed as a whole. Of an animation it is shown the still picture.
 */
final class PngParser {
    private static final int SIGNATURE_BYTES = 8;
    private static final int CHUNK_OVERHEAD = 12;
    private static final int MAX_EXIF_BYTES = 1 << 16;

    private final PieceInputStream in;
    private final ImageLimits limits;
    private final List<Piece> pieces = new ArrayList<>();
    private Orientation orientation = Orientation.UPRIGHT;
    private byte[] iccProfile = {};
    private boolean hasPalette;
    private boolean hasTransparency;
    private boolean hasPixels;
    private boolean pixelsEnded;
    private int frames;
    private int frameHeaders;

    PngParser(PieceInputStream in, ImageLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    ImageLayout parse() throws IOException {
        in.seek(SIGNATURE_BYTES);
        if (in.readInt() != 13 || !in.characters(4).equals("IHDR")) {
            throw InvalidImageException.corrupt("the picture is damaged: its size is missing");
        }
        int width = in.readInt();
        int height = in.readInt();
        int bits = in.readUnsignedByte();
        int colorType = in.readUnsignedByte();
        long chunks = SIGNATURE_BYTES + CHUNK_OVERHEAD + 13;
        Piece.append(pieces, 0, chunks);
        in.seek(chunks);
        while (!readChunk()) {
            // The end of the file ends a file without an end.
        }
        if (!hasPixels) {
            throw InvalidImageException.corrupt("the picture is damaged: it has no pixels");
        }
        int bytesPerPixel = samples(colorType) * (bits == 16 ? 2 : 1);
        ImageHeader header =
                new ImageHeader(ImageFormat.PNG, width, height, Math.max(frames, 1), orientation.exif(), bytesPerPixel);
        return ImageLayout.of(header, pieces, iccProfile);
    }

    private int samples(int colorType) {
        return switch (colorType) {
            case 0 -> hasTransparency ? 2 : 1;
            case 2 -> hasTransparency ? 4 : 3;
            case 3 -> 1;
            case 4 -> 2;
            case 6 -> 4;
            default -> throw InvalidImageException.corrupt("the picture is damaged: its kind of colours is unknown");
        };
    }

    /** Returns true after the last chunk. */
    private boolean readChunk() throws IOException {
        long start = in.getStreamPosition();
        long length = in.readUnsignedInt();
        String type = in.characters(4);
        long end = start + CHUNK_OVERHEAD + length;
        if (end > in.length()) {
            throw InvalidImageException.cutOff();
        }
        pixelsEnded |= hasPixels && !type.equals("IDAT");
        switch (type) {
            case "PLTE" -> hasPalette = select(hasPalette, start, end);
            case "tRNS" -> hasTransparency = select(hasTransparency, start, end);
            case "IDAT" -> {
                if (!pixelsEnded) {
                    hasPixels = true;
                    Piece.append(pieces, start, end - start);
                }
            }
            case "iCCP" ->
                iccProfile = length <= ImageLayout.MAX_PROFILE_BYTES ? inflate(in.bytes(length)) : iccProfile;
            case "eXIf" ->
                orientation = length <= MAX_EXIF_BYTES ? Orientation.fromExif(in.bytes(length), 0) : orientation;
            case "acTL" -> requireFrames(in.readUnsignedInt());
            // Normally as many as declared, but a file may lie.
            case "fcTL" -> requireFrames(++frameHeaders);
            case "IEND" -> {
                Piece.append(pieces, start, end - start);
                return true;
            }
            default -> {}
        }
        in.seek(end);
        return false;
    }

    /** The decoder is shown the first of each, if it stands before the pixels. */
    private boolean select(boolean seen, long start, long end) {
        if (!seen && !hasPixels) {
            Piece.append(pieces, start, end - start);
            return true;
        }
        return seen;
    }

    private void requireFrames(long count) {
        if (count > limits.maxFrames()) {
            throw InvalidImageException.tooManyFrames(limits.maxFrames());
        }
        frames = Math.max(frames, (int) count);
    }

    /** A name of up to 79 characters, a zero, the method, and the compressed profile; empty if it is unusable. */
    private static byte[] inflate(byte[] chunk) {
        int name = 0;
        while (name < chunk.length && chunk[name] != 0) {
            name++;
        }
        Inflater inflater = new Inflater();
        try {
            int start = Math.min(name + 2, chunk.length);
            inflater.setInput(chunk, start, chunk.length - start);
            ByteArrayOutputStream profile = new ByteArrayOutputStream();
            byte[] buffer = new byte[8_192];
            int count;
            while ((count = inflater.inflate(buffer)) > 0 && profile.size() <= ImageLayout.MAX_PROFILE_BYTES) {
                profile.write(buffer, 0, count);
            }
            return profile.size() <= ImageLayout.MAX_PROFILE_BYTES ? profile.toByteArray() : new byte[0];
        } catch (DataFormatException broken) {
            return new byte[0];
        } finally {
            inflater.end();
        }
    }
}
