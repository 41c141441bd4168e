package social.skein.search;

import java.util.List;
import java.util.Optional;

/**
 * What somebody looks for among statuses, read from what they typed.
 *
 * @param terms words, phrases and marks
 * @param from names of authors, {@code me} for oneself
 * @param notFrom names of those who are none
 * @param range where to look
 * @param above ids are at least this
 * @param below and less than this
 */
record Asked(List<Term> terms, List<String> from, List<String> notFrom, Optional<Range> range, long above, long below) {

    /** A part of what somebody may find. */
    enum Range {
        /** One's own, and what names one, and what one kept or liked. */
        LIBRARY,
        /** What its author lets everybody find. */
        PUBLIC
    }
}
