package social.skein.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import social.skein.model.Problem;

/** Tests the parser with multipart forms as clients write them, and with malicious ones. */
class FormParserTest {
    private static final String TYPE = "multipart/form-data; boundary=";
    private static final int LARGEST = 1_000_000;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name=\"a\"                                  | a=1",
                "name=a                                      | a=1",
                "NAME=\"poll[options][]\"                    | poll[options][]=1",
                "name=\"Mövenflug\"                          | Mövenflug=1",
                "name=\"a\"; filename=\"owl.png\"            | ''",
                "name=\"a\"; filename=\"\"                   | ''",
                "filename=\"owl.png\"                        | ''",
            })
    void a_part_is_named_by_its_content_disposition(String disposition, String expected) {
        assertThat(parse("x", part("x", disposition, "1") + "--x--\r\n")).isEqualTo(expected);
    }

    @Test
    void preamble_and_epilogue_are_skipped() {
        assertThat(parse(
                        "x",
                        "once\r\n" + part("x", "name=a", "") + part("x", "name=a", "\r\n--y\r\n") + "--x--\r\nend"))
                .isEqualTo("a= a=\r\n--y\r\n");
        assertThat(parse("\"x y\"; charset=utf-8", part("x y", "name=a", "1") + "--x y--"))
                .isEqualTo("a=1");
    }

    @Test
    void nested_multipart_is_plain_text() {
        String inner = "--y\r\nContent-Disposition: attachment; filename=f\r\n\r\n1\r\n--y--";
        String mixed = "name=a\r\nContent-Type: multipart/mixed; boundary=y";
        assertThat(parse("x", part("x", mixed, inner) + "--x--")).isEqualTo("a=" + inner);
    }

    @Test
    void a_form_may_be_empty() {
        assertThat(parse("x", "")).isEmpty();
        assertThat(parse("x", "--x--")).isEmpty();
        assertThat(parse("x", "--x--\r\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1",
                "--y--",
                "--x",
                "--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1",
                "--x\nContent-Disposition: form-data; name=a\n\n1\n--x--",
            })
    void a_truncated_body_or_another_boundary_is_malformed(String body) {
        assertThatThrownBy(() -> parse("x", body))
                .isInstanceOf(Problem.Malformed.class)
                .hasMessageContaining("with the boundary of its Content-Type");
    }

    @Test
    void a_missing_boundary_and_too_many_parts_are_malformed() {
        assertThatThrownBy(() -> parse("", "--x--")).hasMessageContaining("boundary=…");
        String many = part("x", "name=a", "1").repeat(FormParser.MAX_PARTS);
        assertThat(parse("x", many + "--x--")).hasSize(4 * FormParser.MAX_PARTS - 1);
        assertThatThrownBy(() -> parse("x", many + part("x", "filename=f", "1") + "--x--"))
                .isInstanceOf(Problem.Malformed.class)
                .hasMessageContaining("at most 1000");
    }

    /** A parser that compares each byte with the whole boundary would block the event loop for minutes. */
    @Test
    @Timeout(20)
    void a_self_similar_boundary_is_found_in_linear_time() {
        String endless = "-".repeat(LARGEST / 2) + "b";
        String mixed = "name=a\r\nContent-Type: multipart/mixed; boundary=" + endless;
        assertThatThrownBy(() -> parse("x", part("x", mixed, "--" + endless + "\r\n\r\n" + "-".repeat(LARGEST))))
                .isInstanceOf(Problem.Malformed.class);
        String longer = "-".repeat(7_000) + "b";
        String value = "-".repeat(LARGEST);
        assertThat(parse(longer, part(longer, "name=a", value) + "--" + longer + "--"))
                .isEqualTo("a=" + value);
    }

    private static String part(String boundary, String disposition, String value) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + value + "\r\n";
    }

    /** Parses a form and returns its parameters as {@code a=1 b=2}. */
    private static String parse(String boundary, String body) {
        MultiMap form = MultiMap.caseInsensitiveMultiMap();
        FormParser.parse(boundary.isEmpty() ? "multipart/form-data" : TYPE + boundary, Buffer.buffer(body), form);
        return String.join(
                " ",
                form.entries().stream()
                        .map(pair -> pair.getKey() + "=" + pair.getValue())
                        .toList());
    }
}
