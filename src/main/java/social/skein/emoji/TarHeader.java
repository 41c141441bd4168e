package social.skein.emoji;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The block before each entry of a tar archive.
 *
 * @param type {@code 0} or NUL for a file
 * @param size the bytes that follow the block, without padding
 */
record TarHeader(String name, char type, long size) {
    static final int BYTES = 512;

    private static final int CHECKSUM_START = 148;
    private static final int CHECKSUM_END = 156;
    private static final int TYPE = 156;

    /** Parses a block; empty for a block of zeros, which ends the archive. */
    static Optional<TarHeader> parse(byte[] block) throws ZipException {
        int sum = 0;
        boolean isEmpty = true;
        for (int i = 0; i < BYTES; i++) {
            sum += i >= CHECKSUM_START && i < CHECKSUM_END ? ' ' : block[i] & 0xff;
            isEmpty &= block[i] == 0;
        }
        if (isEmpty) {
            return Optional.empty();
        }
        if (octal(block, CHECKSUM_START, CHECKSUM_END) != sum) {
            throw damaged();
        }
        boolean hasPrefix = text(block, 257, 262).equals("ustar");
        String prefix = hasPrefix ? text(block, 345, 500) : "";
        String name = text(block, 0, 100);
        return Optional.of(new TarHeader(
                prefix.isEmpty() ? name : prefix + "/" + name, (char) (block[TYPE] & 0xff), octal(block, 124, 136)));
    }

    private static long octal(byte[] block, int from, int to) throws ZipException {
        return number(text(block, from, to).strip(), 8);
    }

    /** Parses a number that is not negative. */
    static long number(String digits, int radix) throws ZipException {
        try {
            long value = digits.isEmpty() ? 0 : Long.parseLong(digits, radix);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException invalid) {
            // reported below
        }
        throw damaged();
    }

    private static ZipException damaged() {
        return new ZipException("it is no tar archive, or one of its headers is invalid");
    }

    private static String text(byte[] block, int from, int to) {
        int end = from;
        while (end < to && block[end] != 0) {
            end++;
        }
        return new String(block, from, end - from, StandardCharsets.UTF_8);
    }
}
