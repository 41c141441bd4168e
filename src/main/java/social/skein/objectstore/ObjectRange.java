package social.skein.objectstore;

/** A range of bytes inside an object of a known size. */
record ObjectRange(long from, long length) {
    static void require(long from, long toInclusive) {
        if (from < 0 || toInclusive < from) {
            throw new IllegalArgumentException("The range " + from + "-" + toInclusive
                    + " is invalid; it should start at 0 or later, and not end before");
        }
    }

    static ObjectRange of(long from, long toInclusive, long size) {
        return from >= size
                ? new ObjectRange(from, 0)
                : new ObjectRange(from, Math.min(toInclusive, size - 1) - from + 1);
    }

    long end() {
        return from + length;
    }
}
