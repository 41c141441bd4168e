package social.skein.filter;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A keyword, ready to be looked for in texts. It is found by comparing, never by a regular expression made of it, so no
 * keyword takes longer than its length times that of the text.
 */
final class Phrase {
    private final String folded;
    private final boolean wholeWord;

    Phrase(String keyword, boolean wholeWord) {
        this.folded = folded(keyword);
        this.wholeWord = wholeWord;
    }

    /**
     * A text without the differences that readers do not mean. Upper case first and whole, for ß is SS there; then lower
     * case one by one, for the end of a word makes a σ a ς otherwise.
     */
    static String folded(String text) {
        String upper = Normalizer.normalize(text, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(upper.length());
        upper.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
        return folded.toString();
    }

    /** Whether a folded text contains it: as a word of its own, if that is asked, on those sides where it is a word at all. */
    boolean isIn(String text) {
        if (folded.isEmpty()) {
            return false;
        }
        for (int at = text.indexOf(folded); at >= 0; at = text.indexOf(folded, at + 1)) {
            if (!wholeWord || (beginsAt(text, at) && endsAt(text, at + folded.length()))) {
                return true;
            }
        }
        return false;
    }

    private boolean beginsAt(String text, int at) {
        return at == 0 || !isOfWord(folded.codePointAt(0)) || !isOfWord(text.codePointBefore(at));
    }

    private boolean endsAt(String text, int end) {
        return end == text.length()
                || !isOfWord(folded.codePointBefore(folded.length()))
                || !isOfWord(text.codePointAt(end));
    }

    /** Letters, marks, digits and what connects them, in any script. */
    private static boolean isOfWord(int character) {
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
