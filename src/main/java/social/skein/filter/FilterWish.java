package social.skein.filter;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import social.skein.http.Params;
import social.skein.model.Ids;
import social.skein.model.Problem;

/** What is asked of a filter; what is not given stays as it is. */
record FilterWish(
        Optional<String> title,
        Optional<Set<FilterContext>> context,
        Optional<FilterAction> action,
        Optional<Expiry> expiry,
        List<KeywordWish> keywords) {
    private static final int LONGEST_TITLE = 256;
    private static final long LONGEST_SECONDS = Duration.ofDays(36_500).toSeconds();

    /** What it takes to look for a phrase grows with it; nobody's is longer. */
    private static final int LONGEST_KEYWORD = 200;

    /** When a filter runs out, counted from now; never, where there is no time. */
    record Expiry(Optional<Long> seconds) {}

    /** What is asked of a keyword: a new one without an id, else a change of that one, or its end. */
    record KeywordWish(Optional<Long> id, Optional<String> keyword, Optional<Boolean> wholeWord, boolean destroyed) {
        /** The same of the keyword with this id. */
        KeywordWish of(long keyword) {
            return new KeywordWish(Optional.of(keyword), this.keyword, wholeWord, false);
        }
    }

    static FilterWish of(Params params) {
        return new FilterWish(
                params.text("title").map(title -> bounded("Title", title, LONGEST_TITLE)),
                context(params),
                params.filled("filter_action").map(FilterWish::action),
                expiry(params),
                params.groups("keywords_attributes").stream()
                        .filter(FilterWish::saysSomething)
                        .map(FilterWish::row)
                        .toList());
    }

    /** What the first version of the API asks of a filter, whose title is its phrase. */
    static FilterWish old(Params params) {
        return new FilterWish(
                params.text("phrase").map(phrase -> bounded("Phrase", phrase, LONGEST_KEYWORD)),
                context(params),
                flag(params, "irreversible").map(hide -> hide ? FilterAction.HIDE : FilterAction.WARN),
                expiry(params),
                List.of());
    }

    private static KeywordWish row(Params row) {
        Optional<Long> id = row.filled("id").map(given -> Ids.parse(given).orElseThrow(Problem.NotFound::new));
        boolean destroyed = row.flag("_destroy", false);
        if (destroyed) {
            return new KeywordWish(id, Optional.empty(), Optional.empty(), true);
        }
        KeywordWish wish = id.isPresent() ? changed(row) : keyword(row);
        return new KeywordWish(id, wish.keyword, wish.wholeWord, false);
    }

    /** A new keyword. */
    static KeywordWish keyword(Params params) {
        KeywordWish wish = changed(params);
        if (wish.keyword.isEmpty()) {
            throw blank("Keyword");
        }
        return wish;
    }

    /** What is to change of a keyword. */
    static KeywordWish changed(Params params) {
        return new KeywordWish(
                Optional.empty(),
                params.text("keyword").map(given -> bounded("Keyword", given, LONGEST_KEYWORD)),
                flag(params, "whole_word"),
                false);
    }

    /** A filter that is not there yet must have a name and a place. */
    FilterWish complete() {
        if (title.isEmpty()) {
            throw blank("Title");
        }
        if (context.isEmpty()) {
            throw blank("Context");
        }
        return this;
    }

    /** The same of a filter for the sake of one of its keywords, where that changes nothing for the others. */
    FilterWish forOne(Filter filter, KeywordWish keyword) {
        boolean alone = filter.keywords().size() == 1;
        if (!alone && concernsMore(filter)) {
            throw new Problem.Invalid(
                    "Validation failed: This filter has more keywords than one, so only its phrase and "
                            + "whole word can be changed here");
        }
        return new FilterWish(title.filter(phrase -> alone), context, action, expiry, List.of(keyword));
    }

    private boolean concernsMore(Filter filter) {
        return context.filter(asked -> !asked.equals(Set.copyOf(filter.context())))
                        .isPresent()
                || action.filter(asked -> asked != filter.action()).isPresent()
                || expiry.filter(asked -> asked.seconds().isPresent()
                                || filter.expiresAt().isPresent())
                        .isPresent();
    }

    /** The keyword that the first version of the API calls a phrase. */
    static KeywordWish phrase(Params params) {
        return new KeywordWish(
                Optional.empty(),
                params.text("phrase").map(phrase -> bounded("Phrase", phrase, LONGEST_KEYWORD)),
                flag(params, "whole_word"),
                false);
    }

    /** Forms send empty rows along. */
    private static boolean saysSomething(Params row) {
        return row.filled("id").isPresent()
                || row.filled("keyword").isPresent()
                || row.filled("whole_word").isPresent();
    }

    private static Optional<Set<FilterContext>> context(Params params) {
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

    private static FilterAction action(String word) {
        return FilterAction.parse(word)
                .orElseThrow(() -> new Problem.Invalid("Validation failed: Filter action should be warn or hide"));
    }

    /** Seconds; nothing, and 0 as some clients say it, is never. */
    private static Optional<Expiry> expiry(Params params) {
        if (params.clears("expires_in")) {
            return Optional.of(new Expiry(Optional.empty()));
        }
        return params.filled("expires_in").map(given -> {
            long seconds = Ids.parse(given)
                    .filter(within -> within <= LONGEST_SECONDS)
                    .orElseThrow(() ->
                            new Problem.Invalid("Validation failed: Expires in should be seconds, or empty for never"));
            return new Expiry(Optional.of(seconds).filter(some -> some > 0));
        });
    }

    private static Optional<Boolean> flag(Params params, String name) {
        return params.filled(name).map(there -> params.flag(name, false));
    }

    private static String bounded(String what, String given, int most) {
        String text = given.strip();
        if (text.isEmpty()) {
            throw blank(what);
        }
        if (text.length() > most) {
            throw new Problem.Invalid(
                    "Validation failed: " + what + " is too long (maximum is " + most + " characters)");
        }
        return text;
    }

    private static Problem blank(String what) {
        return new Problem.Invalid("Validation failed: " + what + " can't be blank");
    }
}
