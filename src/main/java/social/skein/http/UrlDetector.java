package social.skein.http;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/** The web addresses in a text, and how they look as links: the same in statuses and on profiles. */
public final class UrlDetector {
    private static final LinkExtractor LINKS =
            LinkExtractor.builder().linkTypes(EnumSet.of(LinkType.URL)).build();

    /** How much of an address is shown; the rest is there, but out of sight. */
    private static final int MAX_SHOWN_LENGTH = 30;

    private UrlDetector() {}

    /** Where an address begins and ends. */
    public record Span(int begin, int end) {}

    /** The addresses that start with http or https, from the left to the right. */
    public static List<Span> find(String text) {
        List<Span> spans = new ArrayList<>();
        if (text.contains("://")) {
            for (LinkSpan link : LINKS.extractLinks(text)) {
                if (isHttp(text, link.getBeginIndex())) {
                    spans.add(new Span(link.getBeginIndex(), link.getEndIndex()));
                }
            }
        }
        return spans;
    }

    private static boolean isHttp(String text, int begin) {
        return text.regionMatches(true, begin, "https://", 0, 8) || text.regionMatches(true, begin, "http://", 0, 7);
    }

    /** The text as HTML in which every address is a link and everything else is escaped. */
    public static String linkify(String text) {
        StringBuilder html = new StringBuilder();
        int at = 0;
        for (Span span : find(text)) {
            html.append(HtmlEscape.escape(text.substring(at, span.begin)))
                    .append(linkHtml(text.substring(span.begin, span.end)));
            at = span.end;
        }
        return html.append(HtmlEscape.escape(text.substring(at))).toString();
    }

    public static String linkHtml(String url) {
        int shownFrom = url.indexOf("://") + 3;
        if (url.regionMatches(true, shownFrom, "www.", 0, 4)) {
            shownFrom += 4;
        }
        boolean cut = url.codePointCount(shownFrom, url.length()) > MAX_SHOWN_LENGTH;
        int shownTo = cut ? url.offsetByCodePoints(shownFrom, MAX_SHOWN_LENGTH) : url.length();
        return "<a href=\"" + HtmlEscape.escape(url) + "\" rel=\"nofollow noopener\" target=\"_blank\">"
                + "<span class=\"invisible\">" + HtmlEscape.escape(url.substring(0, shownFrom)) + "</span>"
                + "<span class=\"" + (cut ? "ellipsis" : "") + "\">"
                + HtmlEscape.escape(url.substring(shownFrom, shownTo)) + "</span>"
                + "<span class=\"invisible\">" + HtmlEscape.escape(url.substring(shownTo)) + "</span></a>";
    }
}
