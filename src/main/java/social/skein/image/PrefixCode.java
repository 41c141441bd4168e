package social.skein.image;

import java.io.IOException;

/** A canonical prefix code (Huffman) of a lossless WebP picture. */
final class PrefixCode {
    private static final int MAX_LENGTH = 15;
    private static final int LOOKUP_BITS = 8;
    private static final int SYMBOL_BITS = 12;
    private static final int[] LENGTH_ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    private static final char[] NO_LOOKUP = {};

    private final int[] counts;
    private final short[] symbols;
    private final char[] lookup;

    private PrefixCode(int[] lengths) {
        this.counts = new int[MAX_LENGTH + 1];
        int used = 0;
        for (int length : lengths) {
            counts[length]++;
            used += length > 0 ? 1 : 0;
        }
        counts[0] = 0;
        this.symbols = new short[used];
        int[] offsets = new int[MAX_LENGTH + 2];
        int left = 1;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            offsets[length + 1] = offsets[length] + counts[length];
            left = 2 * left - counts[length];
            require(left >= 0);
        }
        require(used == 1 || left == 0);
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (lengths[symbol] > 0) {
                symbols[offsets[lengths[symbol]]++] = (short) symbol;
            }
        }
        this.lookup = used == 1 ? NO_LOOKUP : lookup();
    }

    private char[] lookup() {
        char[] table = new char[1 << LOOKUP_BITS];
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LOOKUP_BITS; length++, code <<= 1) {
            for (int i = 0; i < counts[length]; i++) {
                int reversed = Integer.reverse(code++) >>> (32 - length);
                for (int at = reversed; at < table.length; at += 1 << length) {
                    table[at] = (char) (length << SYMBOL_BITS | symbols[index]);
                }
                index++;
            }
        }
        return table;
    }

    /** Reads a code for so many symbols. */
    static PrefixCode read(LosslessBits bits, int alphabet) throws IOException {
        int[] lengths = new int[alphabet];
        if (bits.readFlag()) {
            boolean hasTwo = bits.readFlag();
            int first = bits.read(bits.readFlag() ? 8 : 1);
            int second = hasTwo ? bits.read(8) : first;
            require(Math.max(first, second) < alphabet);
            lengths[first] = 1;
            lengths[second] = 1;
        } else {
            readLengths(bits, lengths);
        }
        return new PrefixCode(lengths);
    }

    private static void readLengths(LosslessBits bits, int[] lengths) throws IOException {
        int[] lengthsOfLengths = new int[LENGTH_ORDER.length];
        int count = bits.read(4) + 4;
        require(count <= LENGTH_ORDER.length);
        for (int i = 0; i < count; i++) {
            lengthsOfLengths[LENGTH_ORDER[i]] = bits.read(3);
        }
        PrefixCode code = new PrefixCode(lengthsOfLengths);
        int codes = bits.readFlag() ? 2 + bits.read(2 + 2 * bits.read(3)) : lengths.length;
        int previous = 8;
        for (int symbol = 0; symbol < lengths.length && codes > 0; codes--) {
            int length = code.readSymbol(bits);
            if (length < 16) {
                lengths[symbol++] = length;
                previous = length == 0 ? previous : length;
                continue;
            }
            int repeated = length == 16 ? previous : 0;
            int repeats = length == 16 ? 3 + bits.read(2) : length == 17 ? 3 + bits.read(3) : 11 + bits.read(7);
            require(symbol + repeats <= lengths.length);
            for (int i = 0; i < repeats; i++) {
                lengths[symbol++] = repeated;
            }
        }
    }

    /** The next symbol. A code of one symbol takes no bits. */
    int readSymbol(LosslessBits bits) throws IOException {
        if (lookup.length == 0) {
            return symbols[0];
        }
        int next = bits.peek(MAX_LENGTH);
        int entry = lookup[next & (1 << LOOKUP_BITS) - 1];
        if (entry != 0) {
            bits.skip(entry >> SYMBOL_BITS);
            return entry & (1 << SYMBOL_BITS) - 1;
        }
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            code |= (next >> (length - 1)) & 1;
            if (code - first < counts[length]) {
                bits.skip(length);
                return symbols[index + code - first];
            }
            index += counts[length];
            first = (first + counts[length]) << 1;
            code <<= 1;
        }
        throw InvalidImageException.corrupt("the picture is damaged: it contains an unknown code");
    }

    private static void require(boolean valid) {
        if (!valid) {
            throw InvalidImageException.corrupt("the picture is damaged: its codes are invalid");
        }
    }
}
