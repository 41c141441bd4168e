package social.skein.filter;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import social.skein.http.Params;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;

/** What is asked of a filter; what is not given stays as it is. */
record FilterUpdate(
        Optional<String> title,
        Optional<Set<FilterContext>> context,
        Optional<FilterAction> action,
        Optional<Expiry> expiry,
        List<KeywordUpdate> keywords) {
    private static final int MAX_TITLE_LENGTH = 256;
    private static final long MAX_EXPIRY_SECONDS = Duration.ofDays(36_500).toSeconds();

    /** What it takes to look for a phrase grows with it; nobody's is longer. */
    private static final int MAX_KEYWORD_LENGTH = 200;

    /** When a filter runs out, counted from now; never, where there is no time. */
    record Expiry(Optional<Long> seconds) {}

    /** What is asked of a keyword: a new one without an id, else a change of that one, or its end. */
    record KeywordUpdate(Optional<Long> id, Optional<String> keyword, Optional<Boolean> wholeWord, boolean deleted) {
        /** The same of the keyword with this id. */
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

    /** What the first version of the API asks of a filter, whose title is its phrase. */
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
        boolean destroyed = row.flag("_destroy", false);
        if (destroyed) {
            return new KeywordUpdate(id, Optional.empty(), Optional.empty(), true);
        }
        KeywordUpdate wish = id.isPresent() ? parseKeywordUpdate(row) : parseNewKeyword(row);
        return new KeywordUpdate(id, wish.keyword, wish.wholeWord, false);
    }

    /** A new keyword. */
    static KeywordUpdate parseNewKeyword(Params params) {
        KeywordUpdate wish = parseKeywordUpdate(params);
        if (wish.keyword.isEmpty()) {
            throw blank("Keyword");
        }
        return wish;
    }

    /** What is to change of a keyword. */
    static KeywordUpdate parseKeywordUpdate(Params params) {
        return new KeywordUpdate(
                Optional.empty(),
                params.text("keyword").map(given -> requireLength("Keyword", given, MAX_KEYWORD_LENGTH)),
                optionalFlag(params, "whole_word"),
                false);
    }

    /** A filter that is not there yet must have a name and a place. */
    FilterUpdate requireComplete() {
        if (title.isEmpty()) {
            throw blank("Title");
        }
        if (context.isEmpty()) {
            throw blank("Context");
        }
        return this;
    }

    /** The same of a filter for the sake of one of its keywords, where that changes nothing for the others. */
    FilterUpdate forSingleKeyword(Filter filter, KeywordUpdate keyword) {
        boolean alone = filter.keywords().size() == 1;
        if (!alone && changesFilter(filter)) {
            throw new Problem.Invalid(
                    "Validation failed: This filter has more keywords than one, so only its phrase and "
                            + "whole word can be changed here");
        }
        return new FilterUpdate(title.filter(phrase -> alone), context, action, expiry, List.of(keyword));
    }

    private boolean changesFilter(Filter filter) {
        return context.filter(asked -> !asked.equals(Set.copyOf(filter.context())))
                        .isPresent()
                || action.filter(asked -> asked != filter.action()).isPresent()
                || expiry.filter(asked -> asked.seconds().isPresent()
                                || filter.expiresAt().isPresent())
                        .isPresent();
    }

    /** The keyword that the first version of the API calls a phrase. */
    static KeywordUpdate parsePhrase(Params params) {
        return new KeywordUpdate(
                Optional.empty(),
                params.text("phrase").map(phrase -> requireLength("Phrase", phrase, MAX_KEYWORD_LENGTH)),
                optionalFlag(params, "whole_word"),
                false);
    }

    /** Forms send empty rows along. */
    private static boolean isFilled(Params row) {
        return row.nonBlank("id").isPresent()
                || row.nonBlank("keyword").isPresent()
                || row.nonBlank("whole_word").isPresent();
    }

    private static Optional<Set<FilterContext>> parseContexts(Params params) {
        List<String> words = params.list("context").stream()
                .filter(Predicate.not(String::isBlank))
                .toList();
        if (words.isEmpty()) {
            if (!params.list("context").isEmpty()) {
                throw blank("Context");
            }
            return Optional.empty();
        }
        Set<FilterContext> context = new HashSet<>();
        words.forEach(word -> context.add(FilterContext.parse(word.strip())
                .orElseThrow(() -> new Problem.Invalid("Validation failed: Context should be one or more of home, "
                        + "notifications, public, thread and account"))));
        return Optional.of(context);
    }

    private static FilterAction parseAction(String word) {
        return FilterAction.parse(word)
                .orElseThrow(() -> new Problem.Invalid("Validation failed: Filter action should be warn or hide"));
    }

    /** Seconds; nothing, and 0 as some clients say it, is never. */
    private static Optional<Expiry> parseExpiry(Params params) {
        if (params.isCleared("expires_in")) {
            return Optional.of(new Expiry(Optional.empty()));
        }
        return params.nonBlank("expires_in").map(given -> {
            long seconds = SnowflakeIds.parse(given)
                    .filter(within -> within <= MAX_EXPIRY_SECONDS)
                    .orElseThrow(() ->
                            new Problem.Invalid("Validation failed: Expires in should be seconds, or empty for never"));
            return new Expiry(Optional.of(seconds).filter(some -> some > 0));
        });
    }

    private static Optional<Boolean> optionalFlag(Params params, String name) {
        return params.nonBlank(name).map(there -> params.flag(name, false));
    }

    private static String requireLength(String field, String value, int maxLength) {
        String text = value.strip();
        if (text.isEmpty()) {
            throw blank(field);
        }
        if (text.length() > maxLength) {
            throw new Problem.Invalid(
                    "Validation failed: " + field + " is too long (maximum is " + maxLength + " characters)");
        }
        return text;
    }

    private static Problem blank(String field) {
        return new Problem.Invalid("Validation failed: " + field + " can't be blank");
    }
}
