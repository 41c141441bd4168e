package social.skein.filter;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A keyword prepared for matching. It is matched by comparison, never by a regular expression, so the cost is at most
 * its length times that of the text.
 */
final class KeywordMatcher {
    private final String foldedKeyword;
    private final boolean wholeWord;

    KeywordMatcher(String keyword, boolean wholeWord) {
        this.foldedKeyword = fold(keyword);
        this.wholeWord = wholeWord;
    }

    /**
     * Removes the differences that readers ignore. Converts the whole text to upper case first, because ß becomes SS
     * only there; then each character to lower case by itself, because a σ at the end of a word would become ς
     * otherwise.
     */
    static String fold(String text) {
        String upper = Normalizer.normalize(text, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(upper.length());
        upper.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /**
     * Whether a folded text contains the keyword. A whole-word keyword must not touch other word characters, on the
     * sides where it begins or ends with one itself.
     */
    boolean matches(String text) {
        if (foldedKeyword.isEmpty()) {
            return false;
        }
        for (int at = text.indexOf(foldedKeyword); at >= 0; at = text.indexOf(foldedKeyword, at + 1)) {
            if (!wholeWord || (startsWordAt(text, at) && endsWordAt(text, at + foldedKeyword.length()))) {
                return true;
            }
        }
        return false;
    }

    private boolean startsWordAt(String text, int at) {
        return at == 0 || !isWordCharacter(foldedKeyword.codePointAt(0)) || !isWordCharacter(text.codePointBefore(at));
    }

    private boolean endsWordAt(String text, int end) {
        return end == text.length()
                || !isWordCharacter(foldedKeyword.codePointBefore(foldedKeyword.length()))
                || !isWordCharacter(text.codePointAt(end));
    }

    /** Letters, marks, digits and connectors, in any script. */
    private static boolean isWordCharacter(int character) {
        return Character.isLetter(character)
                || switch (Character.getType(character)) {
                    case Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.DECIMAL_DIGIT_NUMBER,
                            Character.CONNECTOR_PUNCTUATION -> true;
                    default -> false;
                };
    }
}
