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
}
