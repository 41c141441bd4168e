package social.skein.image;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Compresses the pixels of GIF frames into blocks. */
final class LzwEncoder {
    private static final int MAX_CODES = 4_096;
    private static final int SLOTS = 1 << 14;
    private static final int MAX_BLOCK_BYTES = 255;

    private final OutputStream out;
    private final int[] keys = new int[SLOTS];
    private final short[] codes = new short[SLOTS];
    private final byte[] block = new byte[MAX_BLOCK_BYTES];
    private int blockBytes;
    private int bits;
    private int bitCount;

    LzwEncoder(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes the code size, the pixels and the empty block at the end.
     *
     * @param codeBits from 2 to 8; no pixel has more bits
     */
    void encode(byte[] pixels, int codeBits) throws IOException {
        out.write(codeBits);
        int clear = 1 << codeBits;
        int size = codeBits + 1;
        int next = clear + 2;
        Arrays.fill(keys, -1);
        write(clear, size);
        int prefix = pixels[0] & 0xff;
        for (int i = 1; i < pixels.length; i++) {
            int key = prefix << 8 | (pixels[i] & 0xff);
            int slot = slot(key);
            if (keys[slot] == key) {
                prefix = codes[slot];
                continue;
            }
            write(prefix, size);
            prefix = pixels[i] & 0xff;
            if (next == MAX_CODES) {
                write(clear, size);
                size = codeBits + 1;
                next = clear + 2;
                Arrays.fill(keys, -1);
                continue;
            }
            size += next == 1 << size ? 1 : 0;
            keys[slot] = key;
            codes[slot] = (short) next++;
        }
        write(prefix, size);
        // The decoder has added a code meanwhile, and may expect longer ones.
        write(clear + 1, next == 1 << size && size < 12 ? size + 1 : size);
        flush();
    }

    private int slot(int key) {
        int slot = (key * 0x9e3779b1) >>> 18;
        while (keys[slot] != -1 && keys[slot] != key) {
            slot = slot + 1 & SLOTS - 1;
        }
        return slot;
    }

    private void write(int code, int size) throws IOException {
        bits |= code << bitCount;
        bitCount += size;
        while (bitCount >= 8) {
            writeByte(bits);
            bits >>>= 8;
            bitCount -= 8;
        }
    }

    private void writeByte(int value) throws IOException {
        block[blockBytes++] = (byte) value;
        if (blockBytes == MAX_BLOCK_BYTES) {
            writeBlock();
        }
    }

    private void writeBlock() throws IOException {
        out.write(blockBytes);
        out.write(block, 0, blockBytes);
        blockBytes = 0;
    }

    private void flush() throws IOException {
        if (bitCount > 0) {
            writeByte(bits);
        }
        if (blockBytes > 0) {
            writeBlock();
        }
        out.write(0);
        bits = 0;
        bitCount = 0;
    }
}
