package social.skein.web;

import java.util.List;
import java.util.stream.Collectors;
import social.skein.http.HtmlEscape;
import social.skein.model.FieldError;

/**
 * A field of a form, shown with what was typed and with what is wrong with it.
 *
 * @param type as HTML calls it, or {@code textarea}
 * @param hint what helps to fill it in, or empty
 * @param attributes more of them, as HTML
 */
record FormField(String name, String type, String label, String hint, String attributes) {

    String html(String value, List<FieldError> errors) {
        String wrong = errors.stream()
                .filter(fault -> fault.field().equals(name))
                .map(fault -> "<p class=\"fault\" id=\"" + name + "-fault\">" + HtmlEscape.escape(fault.fullMessage())
                        + ".</p>")
                .limit(1)
                .collect(Collectors.joining());
        return type.equals("checkbox") ? checkbox(value, wrong) : labeledInput(value, wrong);
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
