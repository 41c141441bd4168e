package social.skein.http;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.nibor.autolink.LinkExtractor;
import org.nibor.autolink.LinkSpan;
import org.nibor.autolink.LinkType;

/** The web addresses in a text, and how they look as links: the same in statuses and on profiles. */
public final class WebAddresses {
    private static final LinkExtractor LINKS =
            LinkExtractor.builder().linkTypes(EnumSet.of(LinkType.URL)).build();

    /** How much of an address is shown; the rest is there, but out of sight. */
    private static final int SHOWN = 30;

    private WebAddresses() {}

    /** Where an address begins and ends. */
    public record Span(int begin, int end) {}

    /** The addresses that start with http or https, from the left to the right. */
    public static List<Span> in(String text) {
        List<Span> spans = new ArrayList<>();
        if (text.contains("://")) {
            for (LinkSpan link : LINKS.extractLinks(text)) {
                if (isWeb(text, link.getBeginIndex())) {
                    spans.add(new Span(link.getBeginIndex(), link.getEndIndex()));
                }
            }
        }
        return spans;
    }

    private static boolean isWeb(String text, int begin) {
        return text.regionMatches(true, begin, "https://", 0, 8) || text.regionMatches(true, begin, "http://", 0, 7);
    }

    /** The text as HTML in which every address is a link and everything else is escaped. */
    public static String linked(String text) {
        StringBuilder html = new StringBuilder();
        int at = 0;
        for (Span span : in(text)) {
            html.append(Html.escaped(text.substring(at, span.begin)))
                    .append(link(text.substring(span.begin, span.end)));
            at = span.end;
        }
        return html.append(Html.escaped(text.substring(at))).toString();
    }

    public static String link(String url) {
        int shownFrom = url.indexOf("://") + 3;
        if (url.regionMatches(true, shownFrom, "www.", 0, 4)) {
            shownFrom += 4;
        }
        boolean cut = url.codePointCount(shownFrom, url.length()) > SHOWN;
        int shownTo = cut ? url.offsetByCodePoints(shownFrom, SHOWN) : url.length();
        return "<a href=\"" + Html.escaped(url) + "\" rel=\"nofollow noopener\" target=\"_blank\">"
                + "<span class=\"invisible\">" + Html.escaped(url.substring(0, shownFrom)) + "</span>"
                + "<span class=\"" + (cut ? "ellipsis" : "") + "\">"
                + Html.escaped(url.substring(shownFrom, shownTo)) + "</span>"
                + "<span class=\"invisible\">" + Html.escaped(url.substring(shownTo)) + "</span></a>";
    }
}
