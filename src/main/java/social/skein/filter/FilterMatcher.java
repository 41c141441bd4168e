package social.skein.filter;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/** The filters of one reader, compiled for matching many statuses; expired filters do not match. */
public final class FilterMatcher {
    private final Optional<AccountId> reader;
    private final List<CompiledFilter> filters;

    private FilterMatcher(Optional<AccountId> reader, List<CompiledFilter> filters) {
        this.reader = reader;
        this.filters = filters;
    }

    private record CompiledFilter(Filter filter, List<KeywordMatcher> keywordMatchers) {
        static CompiledFilter of(Filter filter) {
            return new CompiledFilter(
                    filter,
                    filter.keywords().stream()
                            .map(keyword -> new KeywordMatcher(keyword.keyword(), keyword.wholeWord()))
                            .toList());
        }

        int estimatedBytes() {
            return 500 + 300 * keywordMatchers.size() + 60 * filter.statuses().size();
        }

        boolean isActive(Instant now) {
            return filter.expiresAt().map(now::isBefore).orElse(true);
        }

        Optional<FilterResult> match(Collection<StatusId> ids, String text) {
            List<String> words = Stream.iterate(0, i -> i < keywordMatchers.size(), i -> i + 1)
                    .filter(i -> keywordMatchers.get(i).matches(text))
                    .map(i -> filter.keywords().get(i).keyword())
                    .toList();
            List<String> statusIds = filter.statuses().stream()
                    .map(Filter.FilterStatus::status)
                    .filter(ids::contains)
                    .map(StatusId::toString)
                    .toList();
            return words.isEmpty() && statusIds.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new FilterResult(
                            FilterView.FilterSummaryView.of(filter),
                            words.isEmpty() ? null : words,
                            statusIds.isEmpty() ? null : statusIds));
        }
    }

    /** The estimated memory it takes. */
    int estimatedBytes() {
        return 200 + filters.stream().mapToInt(CompiledFilter::estimatedBytes).sum();
    }

    /** Whether it has no filters, so that callers need not assemble the text. */
    public boolean isEmpty() {
        return filters.isEmpty();
    }

    /** A matcher without filters. */
    static FilterMatcher none() {
        return new FilterMatcher(Optional.empty(), List.of());
    }

    static FilterMatcher of(AccountId reader, List<Filter> filters) {
        return new FilterMatcher(
                Optional.of(reader), filters.stream().map(CompiledFilter::of).toList());
    }

    /**
     * The filters that match a status. A reader's own statuses are never filtered.
     *
     * @param author the author of the status
     * @param ids the ids of the status and of the status it boosts
     * @param texts the texts of the status, without markup
     */
    public List<FilterResult> match(AccountId author, Collection<StatusId> ids, Stream<String> texts) {
        if (filters.isEmpty() || reader.equals(Optional.of(author))) {
            return List.of();
        }
        String text = KeywordMatcher.fold(String.join("\n", texts.toList()));
        Instant now = Instant.now();
        return filters.stream()
                .filter(filter -> filter.isActive(now))
                .flatMap(filter -> filter.match(ids, text).stream())
                .toList();
    }
}
