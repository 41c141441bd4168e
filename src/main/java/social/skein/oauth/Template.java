package social.skein.oauth;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.http.Asset;
import social.skein.http.Html;

/** A page with gaps: {@code {{name}}} takes text and escapes it, {@code {{{name}}}} takes HTML. */
record Template(String page) {
    private static final Pattern GAP = Pattern.compile("\\{\\{\\{([a-z]+)}}}|\\{\\{([a-z]+)}}");

    static Template of(String name) {
        return new Template(Asset.of("oauth/" + name).text());
    }

    String fill(Map<String, String> values) {
        return GAP.matcher(page).replaceAll(gap -> Matcher.quoteReplacement(value(gap, values)));
    }

    private static String value(MatchResult gap, Map<String, String> values) {
        boolean html = gap.group(1) != null;
        String name = html ? gap.group(1) : gap.group(2);
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The page has a gap " + name + " that nothing fills");
        }
        return html ? value : Html.escaped(value);
    }
}
