package social.skein.image;

import java.io.IOException;

/** Decompresses the pixels of a GIF frame from the blocks at the position of the stream. */
final class LzwDecoder {
    private static final int MAX_CODES = 4_096;

    private final PieceInputStream in;
    private final int codeBits;
    private final int clear;
    private final short[] prefix = new short[MAX_CODES];
    private final byte[] suffix = new byte[MAX_CODES];
    private final int[] lengths = new int[MAX_CODES];
    private int blockLeft;
    private int bits;
    private int bitCount;

    LzwDecoder(PieceInputStream in, int codeBits) {
        this.in = in;
        this.codeBits = codeBits;
        this.clear = 1 << codeBits;
        for (int i = 0; i < clear; i++) {
            suffix[i] = (byte) i;
            lengths[i] = 1;
        }
    }

    /** Fills the array. The stream is then before the blocks that remain. */
    void decode(byte[] pixels) throws IOException {
        int size = codeBits + 1;
        int next = clear + 2;
        int previous = -1;
        for (int at = 0; at < pixels.length; ) {
            int code = code(size);
            if (code == clear) {
                size = codeBits + 1;
                next = clear + 2;
                previous = -1;
                continue;
            }
            boolean isKnown = code < clear || (code > clear + 1 && code < next);
            if (!isKnown && (code != next || previous < 0 || next == MAX_CODES)) {
                throw InvalidImageException.corrupt("the picture is damaged: the pixels of a frame are incomplete");
            }
            int length = isKnown ? lengths[code] : lengths[previous] + 1;
            byte first = write(isKnown ? code : previous, pixels, at);
            if (!isKnown && at + length <= pixels.length) {
                pixels[at + length - 1] = first;
            }
            if (previous >= 0 && next < MAX_CODES) {
                prefix[next] = (short) previous;
                suffix[next] = first;
                lengths[next] = lengths[previous] + 1;
                next++;
                size += next == 1 << size && size < 12 ? 1 : 0;
            }
            previous = code;
            at = Math.min(pixels.length, at + length);
        }
        in.seek(in.getStreamPosition() + blockLeft);
    }

    /** Writes the string of a code, as much as fits, and returns its first pixel. */
    private byte write(int code, byte[] pixels, int at) {
        int current = code;
        for (int i = at + lengths[code] - 1; i > at; i--) {
            if (i < pixels.length) {
                pixels[i] = suffix[current];
            }
            current = prefix[current];
        }
        pixels[at] = suffix[current];
        return suffix[current];
    }

    private int code(int size) throws IOException {
        while (bitCount < size) {
            if (blockLeft == 0) {
                blockLeft = in.readUnsignedByte();
                if (blockLeft == 0) {
                    throw InvalidImageException.corrupt("the picture is damaged: the pixels of a frame are incomplete");
                }
            }
            bits |= in.readUnsignedByte() << bitCount;
            bitCount += 8;
            blockLeft--;
        }
        int code = bits & (1 << size) - 1;
        bits >>>= size;
        bitCount -= size;
        return code;
    }
}
