package social.skein.filter;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A keyword, ready to be looked for in texts. It is found by comparing, never by a regular expression made of it, so no
 * keyword takes longer than its length times that of the text.
 */
final class KeywordMatcher {
    private final String foldedKeyword;
    private final boolean wholeWord;

    KeywordMatcher(String keyword, boolean wholeWord) {
        this.foldedKeyword = fold(keyword);
        this.wholeWord = wholeWord;
    }

    /**
     * A text without the differences that readers do not mean. Upper case first and whole, for ß is SS there; then lower
     * case one by one, for the end of a word makes a σ a ς otherwise.
     */
    static String fold(String text) {
        String upper = Normalizer.normalize(text, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(upper.length());
        upper.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** Whether a folded text contains it: as a word of its own, if that is asked, on those sides where it is a word at all. */
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

    /** Letters, marks, digits and what connects them, in any script. */
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
