package social.skein.image;

import java.io.IOException;

/** The bits of a lossless WebP picture, the lowest of each byte first. */
final class LosslessBits {
    /** Prefix codes are looked up by more bits than they have, so that reading ahead of the end is normal. */
    private static final int MAX_BYTES_BEHIND_END = 8;

    private final PieceInputStream in;
    private long buffer;
    private int count;
    private int behindEnd;

    LosslessBits(PieceInputStream in) {
        this.in = in;
    }

    /** The next bits, at most 24, without consuming them. */
    int peek(int bits) throws IOException {
        while (count < bits) {
            int next = in.read();
            if (next < 0 && ++behindEnd > MAX_BYTES_BEHIND_END) {
                throw InvalidImageException.cutOff();
            }
            buffer |= (long) Math.max(0, next) << count;
            count += 8;
        }
        return (int) buffer & (1 << bits) - 1;
    }

    /** Consumes bits that were peeked at. */
    void skip(int bits) {
        buffer >>>= bits;
        count -= bits;
    }

    int read(int bits) throws IOException {
        int value = peek(bits);
        skip(bits);
        return value;
    }

    boolean readFlag() throws IOException {
        return read(1) != 0;
    }
}
