package social.skein.permalink;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import social.skein.http.HtmlEscape;

/**
 * The description of a page for search engines and for previews of its link.
 *
 * @param type the OpenGraph type
 * @param description plain text
 * @param noindex whether search engines must not list the page
 */
record PageMetadata(String type, String title, String description, String url, boolean noindex, PreviewMedia media) {
    private static final int DESCRIPTION_LENGTH = 300;
    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    /** @param siteName the title of the server */
    String html(String siteName) {
        String shortDescription = shorten(description, DESCRIPTION_LENGTH);
        return (noindex ? "<meta name=\"robots\" content=\"noindex\">\n" : "")
                + "<link rel=\"canonical\" href=\"" + HtmlEscape.escape(url) + "\">\n"
                + meta("name", "description", shortDescription)
                + meta("property", "og:site_name", siteName)
                + meta("property", "og:type", type)
                + meta("property", "og:title", title)
                + meta("property", "og:description", shortDescription)
                + meta("property", "og:url", url)
                + media.properties().stream()
                        .map(property -> meta("property", property.name(), property.content()))
                        .collect(Collectors.joining())
                + meta("name", "twitter:card", media.large() ? "summary_large_image" : "summary");
    }

    private static String meta(String attribute, String name, String content) {
        return "<meta " + attribute + "=\"" + name + "\" content=\"" + HtmlEscape.escape(content) + "\">\n";
    }

    /** A text in one line, cut after a number of grapheme clusters. */
    static String shorten(String text, int maxLength) {
        String line = text.strip().replaceAll("\\s+", " ");
        var graphemes = GRAPHEME.matcher(line);
        for (int count = 0; graphemes.find(); count++) {
            if (count == maxLength) {
                return line.substring(0, graphemes.start()).stripTrailing() + "…";
            }
        }
        return line;
    }

    /** The text of HTML that the server has rendered. */
    static String plainText(String html) {
        return TAG.matcher(html.replace("</p><p>", "\n").replace("<br />", "\n"))
                .replaceAll("")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    static String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
