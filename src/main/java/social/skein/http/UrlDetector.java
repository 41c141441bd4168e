package social.skein.http;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;
import social.skein.model.UrlBoundary;

/** Finds URLs in text and renders them as HTML links, for statuses and profiles alike. */
public final class UrlDetector {
    private static final LinkExtractor LINKS =
            LinkExtractor.builder().linkTypes(EnumSet.of(LinkType.URL)).build();

    /** Characters of a URL that are displayed; the rest goes into an invisible span. */
    private static final int MAX_SHOWN_LENGTH = 30;

    private UrlDetector() {}

    /** The character range of a URL, end exclusive. */
    public record Span(int begin, int end) {}

    /** The http and https URLs in a text, in order. */
    public static List<Span> find(String text) {
        List<Span> spans = new ArrayList<>();
        if (text.contains("://")) {
            for (LinkSpan link : LINKS.extractLinks(UrlBoundary.mask(text))) {
                int begin = link.getBeginIndex();
                int end = withoutMarkup(text, begin, link.getEndIndex());
                if (isHttp(text, begin) && end > text.indexOf("://", begin) + 3) {
                    spans.add(new Span(begin, end));
                }
            }
        }
        return spans;
    }

    /** The end of a URL without the asterisks, underscores or tildes that emphasize it in plain text. */
    private static int withoutMarkup(String text, int begin, int end) {
        char before = begin == 0 ? ' ' : text.charAt(begin - 1);
        int last = end;
        while (text.charAt(last - 1) == '*' || ((before == '_' || before == '~') && text.charAt(last - 1) == before)) {
            last--;
        }
        return last;
    }

    private static boolean isHttp(String text, int begin) {
        return text.regionMatches(true, begin, "https://", 0, 8) || text.regionMatches(true, begin, "http://", 0, 7);
    }

    /** Converts text to HTML: URLs become links, everything else is escaped. */
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
