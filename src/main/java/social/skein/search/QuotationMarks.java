package social.skein.search;

import java.util.List;

/** The quotation marks of many languages. Which of a pair opens and which closes differs between languages. */
final class QuotationMarks {
    /** Each of a family may open, and any of the same family closes. */
    private static final List<String> FAMILIES = List.of(
            "\"\u201c\u201d\u201e\u201f\uff02\u275d\u275e\u301d\u301e\u301f", // double
            "\u00ab\u00bb", // guillemets
            "\u2039\u203a",
            "\u300c\u300d\uff62\uff63\ufe41\ufe42", // corner brackets
            "\u300e\u300f\ufe43\ufe44");

    /** Marks that are apostrophes too. */
    private static final String SINGLE = "'\u2018\u2019\u201a\u201b\uff07\u275b\u275c";

    private QuotationMarks() {}

    /**
     * The position of the mark that closes the quotation that begins at {@code from}, or the end of the text if it is
     * still open; -1 if none begins there.
     */
    static int findClosing(String text, int from) {
        if (from >= text.length()) {
            return -1;
        }
        char opening = text.charAt(from);
        if (SINGLE.indexOf(opening) >= 0) {
            return findClosingSingle(text, from + 1);
        }
        return FAMILIES.stream()
                .filter(family -> family.indexOf(opening) >= 0)
                .findFirst()
                .map(family -> findAny(text, from + 1, family))
                .orElse(-1);
    }

    private static int findAny(String text, int from, String family) {
        int end = from;
        while (end < text.length() && family.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** A single mark before a letter is an apostrophe. Without a closing mark so is the first. */
    private static int findClosingSingle(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            boolean atEnd = i + 1 == text.length() || !Character.isLetterOrDigit(text.codePointAt(i + 1));
            if (SINGLE.indexOf(text.charAt(i)) >= 0 && atEnd) {
                return i;
            }
        }
        return -1;
    }
}
