package social.skein.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts grapheme clusters, the characters a user sees: a family emoji is one, and so is a letter with its accents. */
public final class Graphemes {
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private Graphemes() {}

    public static int count(String text) {
        Matcher matcher = GRAPHEME.matcher(text);
        int count = 0;
        while (matcher.find()) {
            count++;
        }
        return count;
    }

    /** Whether a text has more than {@code max} clusters; reads no further than necessary. */
    public static boolean exceeds(String text, int max) {
        Matcher matcher = GRAPHEME.matcher(text);
        for (int i = 0; i <= max; i++) {
            if (!matcher.find()) {
                return false;
            }
        }
        return true;
    }
}
