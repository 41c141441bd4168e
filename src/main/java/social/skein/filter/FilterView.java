package social.skein.filter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.http.WireTimes;

/** A filter as the API shows it. */
public record FilterView(
        @JsonUnwrapped FilterSummaryView summary, List<KeywordView> keywords, List<FilterStatusView> statuses) {

    /** A filter without its entries, as part of a {@link FilterResult}. */
    public record FilterSummaryView(
            String id,
            String title,
            List<FilterContext> context,
            @Nullable String expiresAt,
            FilterAction filterAction) {
        static FilterSummaryView of(Filter filter) {
            return new FilterSummaryView(
                    Long.toString(filter.id()),
                    filter.title(),
                    filter.context(),
                    filter.expiresAt().map(WireTimes::format).orElse(null),
                    filter.action());
        }
    }

    /** A keyword of a filter. */
    record KeywordView(String id, String keyword, boolean wholeWord) {
        static KeywordView of(Filter.Keyword keyword) {
            return new KeywordView(Long.toString(keyword.id()), keyword.keyword(), keyword.wholeWord());
        }
    }

    /** A status of a filter. */
    record FilterStatusView(String id, String statusId) {
        static FilterStatusView of(Filter.FilterStatus entry) {
            return new FilterStatusView(
                    Long.toString(entry.id()), entry.status().toString());
        }
    }

    /** A keyword as version 1 of the API shows it: a filter of its own, with the id of the keyword. */
    record FilterV1View(
            String id,
            String phrase,
            List<FilterContext> context,
            boolean wholeWord,
            @Nullable String expiresAt,
            boolean irreversible) {
        static FilterV1View of(Filter filter, Filter.Keyword keyword) {
            return new FilterV1View(
                    Long.toString(keyword.id()),
                    keyword.keyword(),
                    filter.context(),
                    keyword.wholeWord(),
                    filter.expiresAt().map(WireTimes::format).orElse(null),
                    filter.action() == FilterAction.HIDE);
        }
    }

    static FilterView of(Filter filter) {
        return new FilterView(
                FilterSummaryView.of(filter),
                filter.keywords().stream().map(KeywordView::of).toList(),
                filter.statuses().stream().map(FilterStatusView::of).toList());
    }
}
