package social.skein.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter that matches a status, and the entries that match.
 *
 * @param keywordMatches the matching keywords, or null if none matches
 * @param statusMatches the matching status ids, or null if none matches
 */
public record FilterResult(
        FilterView.FilterSummaryView filter,
        @Nullable List<String> keywordMatches,
        @Nullable List<String> statusMatches) {}
