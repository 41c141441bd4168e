package social.skein.filter;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import social.skein.http.Params;
import social.skein.model.BlankText;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.model.TextLimit;

/** A requested change to a filter; absent fields stay unchanged. */
record FilterUpdate(
        Optional<String> title,
        Optional<Set<FilterContext>> context,
        Optional<FilterAction> action,
        Optional<Expiry> expiry,
        List<KeywordUpdate> keywords) {
    private static final int MAX_TITLE_LENGTH = 256;
    private static final long MAX_EXPIRY_SECONDS = Duration.ofDays(36_500).toSeconds();

    /** The cost of matching a keyword grows with its length. */
    private static final int MAX_KEYWORD_LENGTH = 200;

    /** When a filter expires, counted from now; without a time it never does. */
    record Expiry(Optional<Long> seconds) {}

    /** A requested change to a keyword: without an id a new one, otherwise an update or a deletion. */
    record KeywordUpdate(Optional<Long> id, Optional<String> keyword, Optional<Boolean> wholeWord, boolean deleted) {
        /** A copy for the keyword with this id. */
        KeywordUpdate withId(long id) {
            return new KeywordUpdate(Optional.of(id), this.keyword, wholeWord, false);
        }
    }

    static FilterUpdate parse(Params params) {
        return new FilterUpdate(
                params.text("title").map(title -> requireLength("Title", title, MAX_TITLE_LENGTH)),
                parseContexts(params),
                params.nonBlank("filter_action").map(FilterUpdate::parseAction),
                parseExpiry(params),
                params.nestedList("keywords_attributes").stream()
                        .filter(FilterUpdate::isFilled)
                        .map(FilterUpdate::parseKeywordRow)
                        .toList());
    }

    /** Parses the parameters of version 1 of the API, where the title of a filter is its phrase. */
    static FilterUpdate parseV1(Params params) {
        return new FilterUpdate(
                params.text("phrase").map(phrase -> requireLength("Phrase", phrase, MAX_KEYWORD_LENGTH)),
                parseContexts(params),
                optionalFlag(params, "irreversible").map(hide -> hide ? FilterAction.HIDE : FilterAction.WARN),
                parseExpiry(params),
                List.of());
    }

    private static KeywordUpdate parseKeywordRow(Params row) {
        Optional<Long> id =
                row.nonBlank("id").map(given -> SnowflakeIds.parse(given).orElseThrow(Problem.NotFound::new));
        boolean deleted = row.flag("_destroy", false);
        if (deleted) {
            return new KeywordUpdate(id, Optional.empty(), Optional.empty(), true);
        }
        KeywordUpdate update = id.isPresent() ? parseKeywordUpdate(row) : parseNewKeyword(row);
        return new KeywordUpdate(id, update.keyword, update.wholeWord, false);
    }

    /** Parses a new keyword. */
    static KeywordUpdate parseNewKeyword(Params params) {
        KeywordUpdate update = parseKeywordUpdate(params);
        if (update.keyword.isEmpty()) {
            throw blank("Keyword");
        }
        return update;
    }

    /** Parses an update of a keyword. */
    static KeywordUpdate parseKeywordUpdate(Params params) {
        return new KeywordUpdate(
                Optional.empty(),
                params.text("keyword").map(given -> requireLength("Keyword", given, MAX_KEYWORD_LENGTH)),
                optionalFlag(params, "whole_word"),
                false);
    }

    /** Requires a title and a context, as a new filter must have. */
    FilterUpdate requireComplete() {
        if (title.isEmpty()) {
            throw blank("Title");
        }
        if (context.isEmpty()) {
            throw blank("Context");
        }
        return this;
    }

    /** Restricts the change to one keyword; fails if it would also affect other keywords of the filter. */
    FilterUpdate forSingleKeyword(Filter filter, KeywordUpdate keyword) {
        boolean single = filter.keywords().size() == 1;
        if (!single && changesFilter(filter)) {
            throw new Problem.Invalid(
                    "Validation failed: This filter has more than one keyword, so only its phrase and "
                            + "whole word can be changed here");
        }
        return new FilterUpdate(title.filter(phrase -> single), context, action, expiry, List.of(keyword));
    }

    private boolean changesFilter(Filter filter) {
        return context.filter(requested -> !requested.equals(Set.copyOf(filter.context())))
                        .isPresent()
                || action.filter(requested -> requested != filter.action()).isPresent()
                || expiry.filter(requested -> requested.seconds().isPresent()
                                || filter.expiresAt().isPresent())
                        .isPresent();
    }

    /** Parses the keyword that version 1 of the API calls a phrase. */
    static KeywordUpdate parsePhrase(Params params) {
        return new KeywordUpdate(
                Optional.empty(),
                params.text("phrase").map(phrase -> requireLength("Phrase", phrase, MAX_KEYWORD_LENGTH)),
                optionalFlag(params, "whole_word"),
                false);
    }

    /** HTML forms also submit empty rows. */
    private static boolean isFilled(Params row) {
        return row.nonBlank("id").isPresent()
                || row.nonBlank("keyword").isPresent()
                || row.nonBlank("whole_word").isPresent();
    }

    private static Optional<Set<FilterContext>> parseContexts(Params params) {
        List<String> names = params.list("context").stream()
                .filter(Predicate.not(BlankText::isBlank))
                .toList();
        if (names.isEmpty()) {
            if (!params.list("context").isEmpty()) {
                throw blank("Context");
            }
            return Optional.empty();
        }
        Set<FilterContext> context = new HashSet<>();
        names.forEach(word -> context.add(FilterContext.parse(word.strip())
                .orElseThrow(() -> new Problem.Invalid(
                        "Validation failed: Context None or invalid context supplied: it should be one or more of home, "
                                + "notifications, public, thread and account"))));
        return Optional.of(context);
    }

    private static FilterAction parseAction(String word) {
        return FilterAction.parse(word)
                .orElseThrow(() -> new Problem.Invalid(
                        "Validation failed: Filter action is not included in the list: it should be warn or hide"));
    }

    /** Parses the seconds until expiry. An empty value means never, and so does 0, which some clients send. */
    private static Optional<Expiry> parseExpiry(Params params) {
        if (params.isCleared("expires_in")) {
            return Optional.of(new Expiry(Optional.empty()));
        }
        return params.nonBlank("expires_in").map(given -> {
            long seconds = SnowflakeIds.parse(given)
                    .filter(value -> value <= MAX_EXPIRY_SECONDS)
                    .orElseThrow(() ->
                            new Problem.Invalid("Validation failed: Expires in should be seconds, or empty for never"));
            return new Expiry(Optional.of(seconds).filter(value -> value > 0));
        });
    }

    private static Optional<Boolean> optionalFlag(Params params, String name) {
        return params.nonBlank(name).map(present -> params.flag(name, false));
    }

    private static String requireLength(String field, String value, int maxLength) {
        String text = value.strip();
        if (BlankText.isBlank(text)) {
            throw blank(field);
        }
        return TextLimit.check(field, text, maxLength);
    }

    private static Problem blank(String field) {
        return new Problem.Invalid("Validation failed: " + field + " can't be blank");
    }
}
