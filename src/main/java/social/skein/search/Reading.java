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
import social.skein.model.Ids;
import social.skein.status.Stemming;
import social.skein.status.Words;

/**
 * Reads a query for statuses from the left to the right: words, {@code "phrases"}, {@code -not} and operators like
 * {@code from:me}. What looks like an operator and is none is words. The last word may be unfinished.
 */
final class Reading {
    /** What is longer than this, or has more words, is cut off: nobody types it, and each word costs. */
    private static final int LONGEST = 300;

    private static final int MOST_WORDS = 12;

    private static final Map<String, String> MARKS = Map.of(
            "has:media", "/has/media",
            "has:poll", "/has/poll",
            "has:link", "/has/link",
            "has:embed", "/has/link",
            "is:reply", "/is/reply",
            "is:sensitive", "/is/sensitive");

    private final String text;
    private final List<Term> terms = new ArrayList<>();
    private final List<String> from = new ArrayList<>();
    private final List<String> notFrom = new ArrayList<>();
    private final Map<String, BiConsumer<String, Boolean>> operators = Map.of(
            "from", this::author,
            "in", this::range,
            "before", (day, negated) -> days(day, Optional.empty(), Optional.of(0)),
            "after", (day, negated) -> days(day, Optional.of(1), Optional.empty()),
            "during", (day, negated) -> days(day, Optional.of(0), Optional.of(1)),
            "language", (code, negated) -> terms.add(new Term.Mark("/in/" + code(code), negated)));
    private Optional<Asked.Range> range = Optional.empty();
    private long above;
    private long below = Long.MAX_VALUE;
    private int words;
    private int at;

    private Reading(String text) {
        this.text = text;
    }

    static Asked of(String typed) {
        Reading reading = new Reading(typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed);
        while (reading.at < reading.text.length()) {
            reading.next();
        }
        return new Asked(reading.terms, reading.from, reading.notFrom, reading.range, reading.above, reading.below);
    }

    private void next() {
        if (Character.isWhitespace(text.charAt(at))) {
            at++;
            return;
        }
        boolean negated = text.charAt(at) == '-';
        int from = negated ? at + 1 : at;
        boolean quoted = from < text.length() && isQuote(text.charAt(from));
        int start = quoted ? from + 1 : from;
        int end = start;
        while (end < text.length()
                && !(quoted ? isQuote(text.charAt(end)) : Character.isWhitespace(text.charAt(end)))) {
            end++;
        }
        at = quoted ? Math.min(end + 1, text.length()) : end;
        String part = text.substring(start, end);
        if (quoted || !isOperator(part, negated)) {
            phrase(part, quoted, negated);
        }
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\u201c' || c == '\u201d' || c == '\u201e';
    }

    private void phrase(String part, boolean quoted, boolean negated) {
        List<Words.Word> found = Words.of(part);
        boolean beginning = !quoted && !negated && at == text.length() && mayBeUnfinished(found);
        List<Words.Word> looked = withoutEndOfRun(found);
        int room = Math.max(0, MOST_WORDS - words);
        if (looked.isEmpty() || room == 0) {
            return;
        }
        List<Words.Word> kept = looked.subList(0, Math.min(room, looked.size()));
        words += kept.size();
        terms.add(new Term.Phrase(List.copyOf(kept), quoted, beginning, negated));
    }

    /** A single letter is the beginning of too much; of a script without spaces it is a word. */
    private static boolean mayBeUnfinished(List<Words.Word> found) {
        if (found.isEmpty()) {
            return false;
        }
        String last = found.get(found.size() - 1).plain();
        return last.codePointCount(0, last.length()) > 1 || Words.isUnspaced(last.codePointAt(0));
    }

    /** A run's last character stands alone at the end of a run only, and the pair before it says the same. */
    private static List<Words.Word> withoutEndOfRun(List<Words.Word> found) {
        int size = found.size();
        return size > 1 && found.get(size - 2).joined() ? found.subList(0, size - 1) : found;
    }

    private boolean isOperator(String part, boolean negated) {
        String lower = part.toLowerCase(Locale.ROOT);
        Optional<String> mark = Optional.ofNullable(MARKS.get(lower));
        mark.ifPresent(lexeme -> terms.add(new Term.Mark(lexeme, negated)));
        int colon = lower.indexOf(':');
        if (mark.isPresent() || colon < 1 || colon == lower.length() - 1) {
            return mark.isPresent();
        }
        Optional<BiConsumer<String, Boolean>> operator = Optional.ofNullable(operators.get(lower.substring(0, colon)));
        operator.ifPresent(read -> read.accept(lower.substring(colon + 1), negated));
        return operator.isPresent();
    }

    private void author(String name, boolean negated) {
        (negated ? notFrom : from).add(name);
    }

    private void range(String word, boolean negated) {
        if ("library".equals(word)) {
            range = Optional.of(negated ? Asked.Range.PUBLIC : Asked.Range.LIBRARY);
        } else if ("public".equals(word)) {
            range = Optional.of(negated ? Asked.Range.LIBRARY : Asked.Range.PUBLIC);
        }
    }

    /** From the one day after the named to the other, each in UTC; what names no day bounds nothing. */
    private void days(String day, Optional<Integer> first, Optional<Integer> end) {
        try {
            LocalDate date = LocalDate.parse(day.length() > 10 ? day.substring(0, 10) : day);
            first.ifPresent(plus -> above = Math.max(above, Ids.since(midnight(date.plusDays(plus)))));
            end.ifPresent(plus -> below = Math.min(below, Ids.since(midnight(date.plusDays(plus)))));
        } catch (DateTimeParseException noDay) {
            // Somebody is still typing it.
        }
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static String code(String language) {
        return Stemming.code(language.replace("'", "").replace("\\", ""));
    }
}
