package social.skein.web;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import social.skein.http.Asset;
import social.skein.http.HtmlEscape;

/** An HTML template with placeholders: {@code {{name}}} is escaped, {@code {{{name}}}} is inserted as HTML. */
public record HtmlTemplate(String html) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\{([a-z]+)}}}|\\{\\{([a-z]+)}}");

    static HtmlTemplate load(String name) {
        return fromAsset("oauth/" + name);
    }

    /** Loads a template below {@code web/}. */
    public static HtmlTemplate fromAsset(String path) {
        return new HtmlTemplate(Asset.load(path).text());
    }

    public String fill(Map<String, String> values) {
        return PLACEHOLDER
                .matcher(html)
                .replaceAll(placeholder -> Matcher.quoteReplacement(value(placeholder, values)));
    }

    private static String value(MatchResult placeholder, Map<String, String> values) {
        boolean html = placeholder.group(1) != null;
        String name = html ? placeholder.group(1) : placeholder.group(2);
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The template needs a value for the placeholder " + name);
        }
        return html ? value : HtmlEscape.escape(value);
    }
}
