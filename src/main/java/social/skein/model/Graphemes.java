package social.skein.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts characters as people see them: a family emoji is one, and so is a letter with any number of accents. */
public final class Graphemes {
    private static final Pattern GRAPHEME = Pattern.compile("\\X");

    private Graphemes() {}

    public static int count(String text) {
        Matcher next = GRAPHEME.matcher(text);
        int count = 0;
        while (next.find()) {
            count++;
        }
        return count;
    }
}
