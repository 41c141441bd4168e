package social.skein.search;

import java.util.List;
import java.util.Optional;

/**
 * A parsed query for statuses.
 *
 * @param terms words, phrases and attributes
 * @param authors names of the authors to include; {@code me} is the viewer
 * @param excludedAuthors names of the authors to exclude
 * @param scope the part of the statuses to search
 * @param minId the lowest id, inclusive
 * @param beforeId the highest id, exclusive
 */
record StatusQuery(
        List<QueryTerm> terms,
        List<String> authors,
        List<String> excludedAuthors,
        Optional<SearchScope> scope,
        long minId,
        long beforeId) {

    /** The statuses to search. */
    enum SearchScope {
        /** The viewer's own statuses, those that mention it, and those it bookmarked or liked. */
        LIBRARY,
        /** Public statuses whose authors allow indexing. */
        PUBLIC
    }
}
