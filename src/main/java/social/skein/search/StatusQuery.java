package social.skein.search;

import java.util.List;
import java.util.Optional;

/**
 * What somebody looks for among statuses, read from what they typed.
 *
 * @param terms words, phrases and marks
 * @param authors names of authors, {@code me} for oneself
 * @param excludedAuthors names of those who are none
 * @param scope where to look
 * @param minId ids are at least this
 * @param beforeId and less than this
 */
record StatusQuery(
        List<QueryTerm> terms,
        List<String> authors,
        List<String> excludedAuthors,
        Optional<SearchScope> scope,
        long minId,
        long beforeId) {

    /** A part of what somebody may find. */
    enum SearchScope {
        /** One's own, and what names one, and what one kept or liked. */
        LIBRARY,
        /** What its author lets everybody find. */
        PUBLIC
    }
}
