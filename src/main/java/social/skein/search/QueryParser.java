package social.skein.search;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import social.skein.model.SnowflakeIds;
import social.skein.model.UnspacedScripts;
import social.skein.text.StemLanguages;
import social.skein.text.WordSegmenter;

/**
 * Parses a status query from left to right: words, {@code "phrases"}, {@code -negations} and operators like {@code
 * from:me}. An unknown operator is treated as words. The last word may be incomplete.
 */
final class QueryParser {
    /** Longer queries and further words are cut off: they are not typed by hand, and each word costs time. */
    private static final int MAX_LENGTH = 300;

    private static final int MAX_WORDS = 12;

    private static final Map<String, String> ATTRIBUTES = Map.of(
            "has:media", "/has/media",
            "has:poll", "/has/poll",
            "has:link", "/has/link",
            "has:embed", "/has/link",
            "is:reply", "/is/reply",
            "is:sensitive", "/is/sensitive");

    private final String text;
    private final List<QueryTerm> terms = new ArrayList<>();
    private final List<String> authors = new ArrayList<>();
    private final List<String> excludedAuthors = new ArrayList<>();
    private final Map<String, BiConsumer<String, Boolean>> operators = Map.of(
            "from", this::addAuthor,
            "in", this::setScope,
            "before", (day, negated) -> restrictDays(day, Optional.empty(), Optional.of(0)),
            "after", (day, negated) -> restrictDays(day, Optional.of(1), Optional.empty()),
            "during", (day, negated) -> restrictDays(day, Optional.of(0), Optional.of(1)),
            "language",
                    (code, negated) -> terms.add(new QueryTerm.AttributeTerm("/in/" + languageCode(code), negated)));
    private Optional<StatusQuery.SearchScope> scope = Optional.empty();
    private long minId;
    private long beforeId = Long.MAX_VALUE;
    private int wordCount;
    private int position;

    private QueryParser(String text) {
        this.text = text;
    }

    static StatusQuery parse(String text) {
        QueryParser parser = new QueryParser(text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text);
        while (parser.position < parser.text.length()) {
            parser.parseNext();
        }
        return new StatusQuery(
                parser.terms, parser.authors, parser.excludedAuthors, parser.scope, parser.minId, parser.beforeId);
    }

    private void parseNext() {
        if (Character.isWhitespace(text.charAt(position))) {
            position++;
            return;
        }
        boolean negated = text.charAt(position) == '-';
        int from = negated ? position + 1 : position;
        int closing = QuotationMarks.findClosing(text, from);
        boolean quoted = closing >= 0;
        int start = quoted ? from + 1 : from;
        int end = quoted ? closing : endOfToken(from);
        position = quoted ? Math.min(end + 1, text.length()) : end;
        String token = text.substring(start, end);
        if (quoted || !tryAddOperator(token, negated)) {
            addPhrase(token, quoted, negated);
        }
    }

    private int endOfToken(int from) {
        int end = from;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private void addPhrase(String token, boolean quoted, boolean negated) {
        List<WordSegmenter.Word> words = WordSegmenter.segment(token);
        boolean prefix = !quoted && !negated && position == text.length() && canBePrefix(words);
        List<WordSegmenter.Word> searched = withoutEndOfRun(words);
        int remaining = Math.max(0, MAX_WORDS - wordCount);
        if (searched.isEmpty() || remaining == 0) {
            return;
        }
        List<WordSegmenter.Word> limited = searched.subList(0, Math.min(remaining, searched.size()));
        wordCount += limited.size();
        terms.add(new QueryTerm.PhraseTerm(List.copyOf(limited), quoted, prefix, negated));
    }

    /** A single letter matches too much as a prefix, but in a script without spaces it is a word. */
    private static boolean canBePrefix(List<WordSegmenter.Word> parsedWords) {
        if (parsedWords.isEmpty()) {
            return false;
        }
        String last = parsedWords.get(parsedWords.size() - 1).folded();
        return last.codePointCount(0, last.length()) > 1 || UnspacedScripts.contains(last.codePointAt(0));
    }

    /**
     * Drops the last character of an unspaced run: the index has it alone only at the end of a run, and the pair before
     * it covers it.
     */
    private static List<WordSegmenter.Word> withoutEndOfRun(List<WordSegmenter.Word> parsedWords) {
        int size = parsedWords.size();
        return size > 1 && parsedWords.get(size - 2).joined() ? parsedWords.subList(0, size - 1) : parsedWords;
    }

    /** Adds the token as an attribute or operator if it is one, and returns whether it was. */
    private boolean tryAddOperator(String token, boolean negated) {
        String lower = token.toLowerCase(Locale.ROOT);
        Optional<String> attribute = Optional.ofNullable(ATTRIBUTES.get(lower));
        attribute.ifPresent(lexeme -> terms.add(new QueryTerm.AttributeTerm(lexeme, negated)));
        int colon = lower.indexOf(':');
        if (attribute.isPresent() || colon < 1 || colon == lower.length() - 1) {
            return attribute.isPresent();
        }
        Optional<BiConsumer<String, Boolean>> operator = Optional.ofNullable(operators.get(lower.substring(0, colon)));
        operator.ifPresent(handler -> handler.accept(lower.substring(colon + 1), negated));
        return operator.isPresent();
    }

    private void addAuthor(String name, boolean negated) {
        (negated ? excludedAuthors : authors).add(name);
    }

    private void setScope(String word, boolean negated) {
        if ("library".equals(word)) {
            scope = Optional.of(negated ? StatusQuery.SearchScope.PUBLIC : StatusQuery.SearchScope.LIBRARY);
        } else if ("public".equals(word)) {
            scope = Optional.of(negated ? StatusQuery.SearchScope.LIBRARY : StatusQuery.SearchScope.PUBLIC);
        }
    }

    /**
     * Restricts the days, in UTC, to the range of offsets from the given date; text that is not a date restricts
     * nothing.
     */
    private void restrictDays(String day, Optional<Integer> minOffset, Optional<Integer> beforeOffset) {
        try {
            LocalDate date = LocalDate.parse(day.length() > 10 ? day.substring(0, 10) : day);
            minOffset.ifPresent(plus -> minId = Math.max(minId, SnowflakeIds.lowestAt(midnight(date.plusDays(plus)))));
            beforeOffset.ifPresent(
                    plus -> beforeId = Math.min(beforeId, SnowflakeIds.lowestAt(midnight(date.plusDays(plus)))));
        } catch (DateTimeParseException notADate) {
            // The date may still be incomplete.
        }
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static String languageCode(String language) {
        return StemLanguages.languageCode(language.replace("'", "").replace("\\", ""));
    }
}
