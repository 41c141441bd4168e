package social.skein.web;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.http.Asset;
import social.skein.http.HtmlEscape;

/** A page with gaps: {@code {{name}}} takes text and escapes it, {@code {{{name}}}} takes HTML. */
record HtmlTemplate(String html) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\{([a-z]+)}}}|\\{\\{([a-z]+)}}");

    static HtmlTemplate load(String name) {
        return new HtmlTemplate(Asset.load("oauth/" + name).text());
    }

    String fill(Map<String, String> values) {
        return PLACEHOLDER.matcher(html).replaceAll(gap -> Matcher.quoteReplacement(value(gap, values)));
    }

    private static String value(MatchResult placeholder, Map<String, String> values) {
        boolean html = placeholder.group(1) != null;
        String name = html ? placeholder.group(1) : placeholder.group(2);
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The page has a gap " + name + " that nothing fills");
        }
        return html ? value : HtmlEscape.escape(value);
    }
}
