package social.skein.model;

/**
 * The characters that show nothing, and the texts that consist only of them. A text field with such a text is empty:
 * readers could not tell the two apart.
 */
public final class BlankText {
    private BlankText() {}

    /** Whether a text shows nothing. */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(BlankText::isInvisible);
    }

    /** The text with all lines that show nothing replaced by empty ones, and without such lines at its ends. */
    public static String clearBlankLines(String text) {
        StringBuilder cleared = new StringBuilder(text.length());
        text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .lines()
                .forEach(line -> cleared.append(isBlank(line) ? "" : line).append('\n'));
        return cleared.toString().strip();
    }

    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.CONTROL
                || isIgnorable(c)
                || c == 0x2800 // the empty Braille pattern
                || c == 0x1d159; // the empty note head
    }

    /**
     * Whether a character inside a word changes neither its letters nor its meaning: format characters, such as joiners
     * and direction marks, and all other characters that Unicode calls "default ignorable", such as Hangul fillers and
     * variation selectors. Format characters that enclose digits are visible.
     */
    public static boolean isIgnorable(int c) {
        return Character.getType(c) == Character.FORMAT
                ? !enclosesDigits(c)
                : c == 0x34f
                        || c == 0x115f
                        || c == 0x1160
                        || c == 0x17b4
                        || c == 0x17b5
                        || (c >= 0x180b && c <= 0x180f)
                        || c == 0x2065
                        || c == 0x3164
                        || (c >= 0xfe00 && c <= 0xfe0f)
                        || c == 0xffa0
                        || (c >= 0xfff0 && c <= 0xfff8)
                        || (c >= 0xe0000 && c <= 0xe0fff);
    }

    /** The prepended concatenation marks of Arabic, Syriac and Kaithi. */
    private static boolean enclosesDigits(int c) {
        return (c >= 0x600 && c <= 0x605)
                || c == 0x6dd
                || c == 0x70f
                || c == 0x890
                || c == 0x891
                || c == 0x8e2
                || c == 0x110bd
                || c == 0x110cd;
    }
}
