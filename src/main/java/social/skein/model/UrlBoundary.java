package social.skein.model;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;

/**
 * Marks the places in a text where every URL ends: white space, and the punctuation, quotation marks and direction marks
 * that are not ASCII. A valid URL contains no such character, and browsers encode them when a URL is copied. Letters of
 * all scripts remain, because many URLs are typed or shown with them; but kana and Korean particles directly behind ASCII
 * letters or digits belong to the sentence.
 */
public final class UrlBoundary {
    /** Punctuation inside words of several scripts; between two letters of such a script it ends no URL. */
    private static final String INSIDE_WORDS =
            "\u00b7\u0387\u058a\u05be\u05f3\u05f4\u0f0b\u0f0c\u2010\u2011\u30a0\u30fb";

    /** Symbols that are used as quotation marks, and the wave dash. */
    private static final String OTHER_MARKS = "\u00b4\u301c\u275b\u275c\u275d\u275e\u275f\u2760";

    private final String text;
    private final char[] masked;
    private int hostEnd;
    private boolean wordsMayEndHost;

    private UrlBoundary(String text) {
        this.text = text;
        this.masked = text.toCharArray();
    }

    /** The text with a space in place of each character at which a URL ends. Positions stay the same. */
    public static String mask(String text) {
        UrlBoundary boundary = new UrlBoundary(text);
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (c == ':' && text.startsWith("://", i)) {
                boundary.findHostEnd(next + 2);
            }
            if (boundary.endsUrl(i, next, c)) {
                Arrays.fill(boundary.masked, i, next, ' ');
            }
            i = next;
        }
        return new String(boundary.masked);
    }

    private boolean endsUrl(int from, int next, int c) {
        if (c < 0x80) {
            return false;
        }
        int before = from == 0 ? ' ' : text.codePointBefore(from);
        if (isKanaOrHangul(c)) {
            return isAsciiWord(before)
                    && (from >= hostEnd || wordsMayEndHost)
                    && (UnspacedScripts.isKana(c) || KoreanParticles.follow(text, from));
        }
        int after = next == text.length() ? ' ' : text.codePointAt(next);
        return switch (Character.getType(c)) {
            case Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.CONTROL,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.DASH_PUNCTUATION, Character.OTHER_PUNCTUATION ->
                INSIDE_WORDS.indexOf(c) < 0 || !isBetweenLetters(before, c, after);
            case Character.FORMAT -> (c != '\u200c' && c != '\u200d') || !isWordCharacter(after);
            default -> OTHER_MARKS.indexOf(c) >= 0 || isFullWidthMark(c);
        };
    }

    /** Between two letters; for all but the Catalan dot they must not be ASCII, as those usually end a URL. */
    private static boolean isBetweenLetters(int before, int c, int after) {
        return isWordCharacter(before)
                && isWordCharacter(after)
                && (c == '\u00b7' || (before >= 0x80 && after >= 0x80));
    }

    private static boolean isWordCharacter(int c) {
        return Character.isLetter(c) || isMark(c);
    }

    private static boolean isAsciiWord(int c) {
        return c < 0x80 && Character.isLetterOrDigit(c);
    }

    /** The full-width forms of ASCII punctuation and symbols. */
    private static boolean isFullWidthMark(int c) {
        return c >= 0xff01 && c <= 0xff65 && !Character.isLetterOrDigit(c);
    }

    /**
     * Finds the end of a host. Kana or Hangul behind ASCII letters are not part of it if it is complete without them:
     * it has a dot before them, and none after them.
     */
    private void findHostEnd(int hostStart) {
        boolean dotBefore = false;
        boolean dotAfter = false;
        boolean words = false;
        int i = hostStart;
        while (i < text.length() && isHostUnit(text.charAt(i))) {
            char unit = text.charAt(i);
            words |= isKanaOrHangul(unit);
            dotBefore |= unit == '.' && !words;
            dotAfter |= unit == '.' && words;
            i++;
        }
        hostEnd = i;
        wordsMayEndHost = dotBefore && !dotAfter;
    }

    private static boolean isHostUnit(char unit) {
        return Character.isLetterOrDigit(unit)
                || unit == '.'
                || unit == '-'
                || Character.isSurrogate(unit)
                || isMark(unit);
    }

    private static boolean isKanaOrHangul(int c) {
        return UnspacedScripts.isKana(c) || UnicodeScript.of(c) == UnicodeScript.HANGUL;
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }
}
