package social.skein.web;

import java.util.List;
import java.util.stream.Collectors;
import social.skein.http.HtmlEscape;
import social.skein.model.FieldError;

/**
 * A form field, rendered with its value and its first error.
 *
 * @param type the type of the HTML input, or {@code textarea}
 * @param hint a help text, or empty
 * @param attributes further attributes, as HTML
 */
record FormField(String name, String type, String label, String hint, String attributes) {

    String html(String value, List<FieldError> errors) {
        String error = errors.stream()
                .filter(invalid -> invalid.field().equals(name))
                .map(invalid -> "<p class=\"fault\" id=\"" + name + "-fault\">"
                        + HtmlEscape.escape(invalid.fullMessage()) + ".</p>")
                .limit(1)
                .collect(Collectors.joining());
        return type.equals("checkbox") ? checkbox(value, error) : labeledInput(value, error);
    }

    private String labeledInput(String value, String error) {
        String control = type.equals("textarea")
                ? "<textarea" + commonAttributes(error) + ">" + HtmlEscape.escape(value) + "</textarea>"
                : "<input type=\"" + type + "\"" + commonAttributes(error) + " value=\"" + HtmlEscape.escape(value)
                        + "\">";
        return "<label for=\"" + name + "\">" + HtmlEscape.escape(label) + "</label>\n" + hintHtml() + control + error
                + "\n";
    }

    private String checkbox(String value, String error) {
        String checked = value.isEmpty() ? "" : " checked";
        return "<label class=\"check\"><input type=\"checkbox\" value=\"1\"" + commonAttributes(error) + checked
                + "><span>" + HtmlEscape.escape(label) + "</span></label>\n" + error + "\n";
    }

    private String hintHtml() {
        return hint.isEmpty() ? "" : "<p class=\"hint\" id=\"" + name + "-hint\">" + HtmlEscape.escape(hint) + "</p>\n";
    }

    private String commonAttributes(String error) {
        String described = (hint.isEmpty() ? "" : name + "-hint ") + (error.isEmpty() ? "" : name + "-fault");
        return " id=\"" + name + "\" name=\"" + name + "\""
                + (described.isEmpty() ? "" : " aria-describedby=\"" + described.strip() + "\"")
                + (error.isEmpty() ? "" : " aria-invalid=\"true\"")
                + (attributes.isEmpty() ? "" : " " + attributes);
    }
}
