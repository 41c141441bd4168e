package social.skein.text;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;
import social.skein.model.BlankText;
import social.skein.model.CaseFolding;
import social.skein.model.UnicodeNormalizer;

/**
 * Removes the differences between words that users do not type when they search: accents, vowel points, and letters
 * that many keyboards lack. Only for comparison; folded words are never shown.
 */
public final class WordFolding {
    /** Letters that have no decomposition, and letters that are commonly exchanged for one another. */
    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            entry('ł', "l"),
            entry('ø', "o"),
            entry('æ', "ae"),
            entry('œ', "oe"),
            entry('đ', "d"),
            entry('ð', "d"),
            entry('ħ', "h"),
            entry('þ', "th"),
            entry('ŋ', "n"),
            entry('ŧ', "t"),
            entry('ĸ', "k"),
            entry('ƶ', "z"),
            entry('ƀ', "b"),
            entry('ɨ', "i"),
            entry('ʉ', "u"),
            // Cyrillic
            entry('ё', "е"),
            entry('ѐ', "е"),
            entry('ѝ', "и"),
            entry('ґ', "г"),
            // Arabic and Persian
            entry('\u0671', "\u0627"), // alef wasla
            entry('\u0649', "\u064a"), // alef maksura
            entry('\u06cc', "\u064a"), // Persian ya
            entry('\u06a9', "\u0643"), // Persian kaf
            entry('\u0629', "\u0647"), // ta marbuta
            entry('\u06c1', "\u0647"), // Urdu ha
            entry('\u0640', "")); // tatweel

    private static final String DEVANAGARI_NUKTA = "\u093c";

    /** A nasal before another consonant, which is also written as a dot above the syllable. */
    private static final Pattern DEVANAGARI_NASAL =
            Pattern.compile("[\u0919\u091e\u0923\u0928\u092e]\u094d(?=[\u0915-\u0939])|\u0901");

    private WordFolding() {}

    private static Map.Entry<Integer, String> entry(char letter, String folded) {
        return Map.entry((int) letter, folded);
    }

    /** The text without soft hyphens, joiners, direction marks and variation selectors, in compatibility form. */
    static String normalize(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints().filter(c -> !BlankText.isIgnorable(c)).forEach(visible::appendCodePoint);
        return UnicodeNormalizer.normalize(visible, Normalizer.Form.NFKC);
    }

    /** The form of a normalized text in which it is compared. */
    static String fold(String normalized) {
        String composed = CaseFolding.fold(normalized);
        StringBuilder folded = new StringBuilder(composed.length());
        UnicodeScript script = UnicodeScript.COMMON;
        for (int i = 0; i < composed.length(); ) {
            int c = composed.codePointAt(i);
            if (!isMark(c)) {
                script = UnicodeScript.of(c);
            }
            appendFolded(folded, c, script);
            i += Character.charCount(c);
        }
        String plain = UnicodeNormalizer.normalize(folded, Normalizer.Form.NFC).replace(DEVANAGARI_NUKTA, "");
        return DEVANAGARI_NASAL.matcher(plain).replaceAll("\u0902");
    }

    /**
     * The form in which words were stored before marks of other scripts and further letters were folded; older posts
     * are found only by it.
     */
    public static String foldAsBefore(String original) {
        StringBuilder plain = new StringBuilder(original.length());
        boolean accented = false;
        for (int c : UnicodeNormalizer.normalize(original, Normalizer.Form.NFD)
                .codePoints()
                .toArray()) {
            if (!isMark(c)) {
                UnicodeScript script = UnicodeScript.of(c);
                accented = script == UnicodeScript.LATIN || script == UnicodeScript.GREEK;
            }
            if (!isMark(c) || !accented) {
                plain.appendCodePoint(c);
            }
        }
        return UnicodeNormalizer.normalize(plain, Normalizer.Form.NFC);
    }

    private static void appendFolded(StringBuilder folded, int c, UnicodeScript script) {
        switch (script) {
            // Accented letters are rarely seen as separate letters here; Arabic and Hebrew marks are mostly left out.
            case LATIN, GREEK, ARABIC, HEBREW, SYRIAC ->
                UnicodeNormalizer.normalize(Character.toString(c), Normalizer.Form.NFD)
                        .codePoints()
                        .filter(part -> !isMark(part))
                        .forEach(part -> appendLetter(folded, part));
            // й and ї are letters of their own, which compose with their marks; the stress mark never does.
            case CYRILLIC -> {
                if (!isMark(c)) {
                    appendLetter(folded, c);
                }
            }
            default -> appendLetter(folded, c);
        }
    }

    private static void appendLetter(StringBuilder folded, int c) {
        String letter = LETTERS.get(c);
        if (letter == null) {
            folded.appendCodePoint(c);
        } else {
            folded.append(letter);
        }
    }

    static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }
}
