package social.skein.transfer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.model.Problem;

/** A range of a file, from its first to its last byte, both included. */
record ByteRange(long first, long last) {
    private static final Pattern RANGE = Pattern.compile("bytes=\\s*([0-9]*)\\s*-\\s*([0-9]*)\\s*");

    /** As many digits as always fit a {@code long}. */
    private static final int MAX_DIGITS = 18;

    /**
     * The range that a header requests of a file of this size; empty if it is to be answered with the whole file, as
     * are several ranges at once. Throws {@link Problem.RangeNotSatisfiable} if the file has no such range.
     */
    static Optional<ByteRange> parse(String header, long size) {
        if (!header.startsWith("bytes=") || header.contains(",")) {
            return Optional.empty();
        }
        Matcher range = RANGE.matcher(header);
        if (!range.matches()) {
            throw new Problem.RangeNotSatisfiable(size);
        }
        Optional<Long> from = number(range.group(1));
        Optional<Long> to = number(range.group(2));
        long first = from.orElse(size - Math.min(size, to.orElse(0L)));
        long last = Math.min(size - 1, from.isPresent() ? to.orElse(Long.MAX_VALUE) : Long.MAX_VALUE);
        if (first > last || (from.isEmpty() && to.isEmpty())) {
            throw new Problem.RangeNotSatisfiable(size);
        }
        return Optional.of(new ByteRange(first, last));
    }

    private static Optional<Long> number(String digits) {
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(digits.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits));
    }

    long length() {
        return last - first + 1;
    }

    /** The value of {@code Content-Range}. */
    String toHeader(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
