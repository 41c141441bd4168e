package social.skein.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That a filter matches a status, and what of it does.
 *
 * @param keywordMatches the keywords the text contains; null where it is not the text that matches
 * @param statusMatches the statuses that were picked; null where none was
 */
public record FilterResult(
        FilterView.FilterSummaryView filter,
        @Nullable List<String> keywordMatches,
        @Nullable List<String> statusMatches) {}
