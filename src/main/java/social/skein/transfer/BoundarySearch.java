package social.skein.transfer;

/**
 * Finds a byte sequence in a stream of chunks in linear time (Knuth, Morris and Pratt), even if it is long, repeats
 * itself and is split over chunks.
 */
final class BoundarySearch {
    private final byte[] pattern;

    /** For each number of matched bytes, the number that still match after the next byte differs. */
    private final int[] fallback;

    private int matched;

    BoundarySearch(byte[] pattern) {
        this.pattern = pattern;
        this.fallback = new int[pattern.length];
        for (int at = 1, length = 0; at < pattern.length; ) {
            if (pattern[at] == pattern[length]) {
                fallback[at++] = ++length;
            } else if (length > 0) {
                length = fallback[length - 1];
            } else {
                fallback[at++] = 0;
            }
        }
    }

    /** How many bytes at the end of the stream so far may be the start of the sequence. */
    int matched() {
        return matched;
    }

    /** Forgets a partial or complete match. */
    void reset() {
        matched = 0;
    }

    /** Continues in the bytes from an index; returns the index after the sequence, or -1 if it does not end there. */
    int find(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            byte next = bytes[at];
            while (matched > 0 && pattern[matched] != next) {
                matched = fallback[matched - 1];
            }
            if (pattern[matched] == next && ++matched == pattern.length) {
                return at + 1;
            }
        }
        return -1;
    }

    /** The sequence itself, whose start stands for the matched bytes of earlier chunks. */
    byte[] pattern() {
        return pattern;
    }
}
