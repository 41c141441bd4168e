package social.skein.filter;

import java.lang.Character.UnicodeScript;
import java.util.Set;
import social.skein.model.KoreanParticles;
import social.skein.model.UnspacedScripts;

/**
 * Decides whether a part of a folded text is a whole word. It must not touch other word characters, on the sides where
 * it begins or ends with one itself. Characters of scripts without spaces separate words, because only a dictionary
 * would show where a word ends there. A Korean word may have particles behind it.
 */
final class WordBoundary {
    /**
     * The words that lose a vowel before a noun in French, Italian and Catalan. Before an apostrophe, other words belong
     * to what follows: {@code ai} is not a word in {@code j'ai}, but {@code eau} is one in {@code l'eau}.
     */
    private static final Set<String> ELIDED_BEFORE_NOUNS = Set.of(
            "l", "d", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu", "un", "all", "dall", "dell",
            "nell", "sull", "coll", "gl", "quest", "quell", "bell", "sant", "mezz");

    private static final int MAX_ELIDED_LENGTH = 6;

    private WordBoundary() {}

    static boolean isWholeWord(String text, int from, int end) {
        return startsWord(text, from) && endsWord(text, end);
    }

    private static boolean startsWord(String text, int from) {
        if (from == 0 || !isWordCharacter(text.codePointAt(from))) {
            return true;
        }
        int before = text.codePointBefore(from);
        if (before == '\'') {
            return !continuesElision(text, from - 1);
        }
        return !isWordCharacter(before) || areSeparate(before, text.codePointAt(from));
    }

    /** Whether the apostrophe joins the word before it to the one that follows. */
    private static boolean continuesElision(String text, int apostrophe) {
        int start = apostrophe;
        while (start > 0
                && apostrophe - start <= MAX_ELIDED_LENGTH
                && isWordCharacter(text.codePointBefore(start))
                && !UnspacedScripts.contains(text.codePointBefore(start))) {
            start -= Character.charCount(text.codePointBefore(start));
        }
        return start < apostrophe && !ELIDED_BEFORE_NOUNS.contains(text.substring(start, apostrophe));
    }

    private static boolean endsWord(String text, int end) {
        int last = text.codePointBefore(end);
        if (end == text.length() || !isWordCharacter(last)) {
            return true;
        }
        int next = text.codePointAt(end);
        if (!isWordCharacter(next) || areSeparate(last, next)) {
            return true;
        }
        return isHangul(next) && (!isHangul(last) || KoreanParticles.follow(text, end));
    }

    /** Whether a word may end between two word characters. A mark belongs to the letter before it. */
    private static boolean areSeparate(int before, int after) {
        return !isMark(after) && (UnspacedScripts.contains(before) || UnspacedScripts.contains(after));
    }

    private static boolean isHangul(int character) {
        return UnicodeScript.of(character) == UnicodeScript.HANGUL;
    }

    /** Letters, marks, digits and connectors, in any script. */
    private static boolean isWordCharacter(int character) {
        return Character.isLetter(character)
                || isMark(character)
                || Character.getType(character) == Character.DECIMAL_DIGIT_NUMBER
                || Character.getType(character) == Character.CONNECTOR_PUNCTUATION;
    }

    private static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
