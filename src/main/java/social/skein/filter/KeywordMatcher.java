package social.skein.filter;

import java.text.Normalizer;
import social.skein.model.CaseFolding;
import social.skein.model.UnicodeNormalizer;

/** A keyword prepared for matching. The cost is linear in the length of the text, for every keyword. */
final class KeywordMatcher {
    private final String foldedKeyword;
    private final boolean wholeWord;

    /** The longest proper prefix of the first i + 1 characters that is also their suffix (Knuth, Morris and Pratt). */
    private final int[] borders;

    KeywordMatcher(String keyword, boolean wholeWord) {
        this.foldedKeyword = fold(keyword);
        this.wholeWord = wholeWord;
        this.borders = borders(foldedKeyword);
    }

    /** Removes the differences that readers ignore: case, and the shape of apostrophes. */
    static String fold(String text) {
        return CaseFolding.fold(UnicodeNormalizer.normalize(text, Normalizer.Form.NFC))
                .replace('\u2019', '\'')
                .replace('\u2018', '\'')
                .replace('\uff07', '\'');
    }

    private static int[] borders(String keyword) {
        int[] borders = new int[keyword.length()];
        int length = 0;
        for (int i = 1; i < keyword.length(); i++) {
            while (length > 0 && keyword.charAt(i) != keyword.charAt(length)) {
                length = borders[length - 1];
            }
            if (keyword.charAt(i) == keyword.charAt(length)) {
                length++;
            }
            borders[i] = length;
        }
        return borders;
    }

    /**
     * Whether a folded text contains the keyword. A whole-word keyword must not be a part of a word, see {@link
     * WordBoundary}.
     */
    boolean matches(String text) {
        if (foldedKeyword.isEmpty()) {
            return false;
        }
        int matched = 0;
        for (int i = 0; i < text.length(); i++) {
            while (matched > 0 && text.charAt(i) != foldedKeyword.charAt(matched)) {
                matched = borders[matched - 1];
            }
            if (text.charAt(i) == foldedKeyword.charAt(matched)) {
                matched++;
            }
            if (matched == foldedKeyword.length()) {
                int end = i + 1;
                if (!wholeWord || WordBoundary.isWholeWord(text, end - matched, end)) {
                    return true;
                }
                matched = borders[matched - 1];
            }
        }
        return false;
    }
}
