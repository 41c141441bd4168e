package social.skein.emoji;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import social.skein.model.Problem;

/**
 * The syntax of shortcodes, which is that of Mastodon: two or more letters A to Z, digits and underscores. Upper and lower
 * case differ. In a text a shortcode stands between colons, and no letter, digit or colon is next to them.
 */
public final class Shortcodes {
    private static final int MIN_LENGTH = 2;
    private static final int MAX_LENGTH = 128;
    private static final Pattern SYNTAX = Pattern.compile("[a-zA-Z0-9_]{" + MIN_LENGTH + "," + MAX_LENGTH + "}");

    private Shortcodes() {}

    /** The shortcode without the colons around it; a {@link Problem.Invalid} if it is none. */
    public static String require(String text) {
        boolean hasColons = text.length() > 1 && text.startsWith(":") && text.endsWith(":");
        String shortcode = hasColons ? text.substring(1, text.length() - 1) : text;
        if (!SYNTAX.matcher(shortcode).matches()) {
            throw new Problem.Invalid("\"" + shortcode + "\" is not a shortcode: it should have " + MIN_LENGTH + " to "
                    + MAX_LENGTH + " letters a-z and A-Z, digits and underscores");
        }
        return shortcode;
    }

    /** The shortcodes in a text, without colons, in order; emoji of these names need not exist. */
    static List<String> find(String text) {
        List<String> found = List.of();
        int open = text.indexOf(':');
        while (open >= 0) {
            int close = open + 1;
            while (close < text.length() && isPart(text.charAt(close))) {
                close++;
            }
            if (close - open > MIN_LENGTH && isDelimited(text, open, close)) {
                found = found.isEmpty() ? new ArrayList<>() : found;
                found.add(text.substring(open + 1, close));
                open = text.indexOf(':', close + 1);
            } else {
                open = text.indexOf(':', open + 1);
            }
        }
        return found;
    }

    private static boolean isPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    private static boolean isDelimited(String text, int open, int close) {
        return close < text.length()
                && text.charAt(close) == ':'
                && (open == 0 || isBoundary(text.codePointBefore(open)))
                && (close + 1 == text.length() || isBoundary(text.codePointAt(close + 1)));
    }

    private static boolean isBoundary(int codePoint) {
        return codePoint != ':' && !Character.isLetterOrDigit(codePoint);
    }

    /** The text of HTML that this server wrote, with a letter in place of each link, so that no shortcode adjoins it. */
    static String withoutMarkup(String html) {
        StringBuilder text = new StringBuilder(html.length());
        int at = 0;
        for (int open = html.indexOf('<'); open >= 0; open = html.indexOf('<', at)) {
            text.append(html, at, open);
            boolean isLink = html.startsWith("<a ", open);
            int end = isLink ? html.indexOf("</a>", open) : html.indexOf('>', open);
            boolean isLineEnd = html.startsWith("<br", open) || html.startsWith("</p", open);
            text.append(isLink ? "x" : isLineEnd ? "\n" : "");
            at = end < 0 ? html.length() : end + (isLink ? "</a>".length() : 1);
        }
        return text.append(html, at, html.length()).toString();
    }
}
