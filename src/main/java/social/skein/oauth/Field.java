package social.skein.oauth;

import java.util.List;
import java.util.stream.Collectors;
import social.skein.http.Html;
import social.skein.model.Fault;

/**
 * A field of a form, shown with what was typed and with what is wrong with it.
 *
 * @param type as HTML calls it, or {@code textarea}
 * @param hint what helps to fill it in, or empty
 * @param attributes more of them, as HTML
 */
record Field(String name, String type, String label, String hint, String attributes) {

    String html(String value, List<Fault> faults) {
        String wrong = faults.stream()
                .filter(fault -> fault.field().equals(name))
                .map(fault ->
                        "<p class=\"fault\" id=\"" + name + "-fault\">" + Html.escaped(fault.sentence()) + ".</p>")
                .limit(1)
                .collect(Collectors.joining());
        return type.equals("checkbox") ? checkbox(value, wrong) : box(value, wrong);
    }

    private String box(String value, String wrong) {
        String control = type.equals("textarea")
                ? "<textarea" + common(wrong) + ">" + Html.escaped(value) + "</textarea>"
                : "<input type=\"" + type + "\"" + common(wrong) + " value=\"" + Html.escaped(value) + "\">";
        return "<label for=\"" + name + "\">" + Html.escaped(label) + "</label>\n" + helped() + control + wrong + "\n";
    }

    private String checkbox(String value, String wrong) {
        String checked = value.isEmpty() ? "" : " checked";
        return "<label class=\"check\"><input type=\"checkbox\" value=\"1\"" + common(wrong) + checked + "><span>"
                + Html.escaped(label) + "</span></label>\n" + wrong + "\n";
    }

    private String helped() {
        return hint.isEmpty() ? "" : "<p class=\"hint\" id=\"" + name + "-hint\">" + Html.escaped(hint) + "</p>\n";
    }

    private String common(String wrong) {
        String described = (hint.isEmpty() ? "" : name + "-hint ") + (wrong.isEmpty() ? "" : name + "-fault");
        return " id=\"" + name + "\" name=\"" + name + "\""
                + (described.isEmpty() ? "" : " aria-describedby=\"" + described.strip() + "\"")
                + (wrong.isEmpty() ? "" : " aria-invalid=\"true\"")
                + (attributes.isEmpty() ? "" : " " + attributes);
    }
}
