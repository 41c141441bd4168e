package social.skein.filter;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.http.Times;

/** A filter as the client API shows it. */
public record FilterView(@JsonUnwrapped Summary summary, List<KeywordView> keywords, List<PickView> statuses) {

    /** A filter without what it filters, as it stands in a {@link FilterResult}. */
    public record Summary(
            String id,
            String title,
            List<FilterContext> context,
            @Nullable String expiresAt,
            FilterAction filterAction) {
        static Summary of(Filter filter) {
            return new Summary(
                    Long.toString(filter.id()),
                    filter.title(),
                    filter.context(),
                    filter.expiresAt().map(Times::instant).orElse(null),
                    filter.action());
        }
    }

    /** One of its words or phrases. */
    record KeywordView(String id, String keyword, boolean wholeWord) {
        static KeywordView of(Filter.Keyword keyword) {
            return new KeywordView(Long.toString(keyword.id()), keyword.keyword(), keyword.wholeWord());
        }
    }

    /** One of its statuses. */
    record PickView(String id, String statusId) {
        static PickView of(Filter.Pick pick) {
            return new PickView(Long.toString(pick.id()), pick.status().toString());
        }
    }

    /** A keyword as the first version of the API shows it: a filter by itself, under the keyword's id. */
    record Old(
            String id,
            String phrase,
            List<FilterContext> context,
            boolean wholeWord,
            @Nullable String expiresAt,
            boolean irreversible) {
        static Old of(Filter filter, Filter.Keyword keyword) {
            return new Old(
                    Long.toString(keyword.id()),
                    keyword.keyword(),
                    filter.context(),
                    keyword.wholeWord(),
                    filter.expiresAt().map(Times::instant).orElse(null),
                    filter.action() == FilterAction.HIDE);
        }
    }

    static FilterView of(Filter filter) {
        return new FilterView(
                Summary.of(filter),
                filter.keywords().stream().map(KeywordView::of).toList(),
                filter.picks().stream().map(PickView::of).toList());
    }
}
