package social.skein.http;

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

/** Forms in parts as clients write them, and as those do who want harm. */
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
    void a_part_is_called_what_its_disposition_says(String disposition, String understood) {
        assertThat(read("x", part("x", disposition, "1") + "--x--\r\n")).isEqualTo(understood);
    }

    @Test
    void what_comes_before_and_after_the_parts_is_passed_over() {
        assertThat(read(
                        "x",
                        "once\r\n" + part("x", "name=a", "") + part("x", "name=a", "\r\n--y\r\n") + "--x--\r\nend"))
                .isEqualTo("a= a=\r\n--y\r\n");
        assertThat(read("\"x y\"; charset=utf-8", part("x y", "name=a", "1") + "--x y--"))
                .isEqualTo("a=1");
    }

    @Test
    void parts_of_parts_are_their_text() {
        String inner = "--y\r\nContent-Disposition: attachment; filename=f\r\n\r\n1\r\n--y--";
        String mixed = "name=a\r\nContent-Type: multipart/mixed; boundary=y";
        assertThat(read("x", part("x", mixed, inner) + "--x--")).isEqualTo("a=" + inner);
    }

    @Test
    void none_is_a_form_too() {
        assertThat(read("x", "")).isEmpty();
        assertThat(read("x", "--x--")).isEmpty();
        assertThat(read("x", "--x--\r\n")).isEmpty();
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
    void what_is_cut_short_or_between_other_boundaries_is_malformed(String body) {
        assertThatThrownBy(() -> read("x", body))
                .isInstanceOf(Problem.Malformed.class)
                .hasMessageContaining("between boundaries as its type has them");
    }

    @Test
    void a_type_without_a_boundary_and_more_parts_than_anybody_sends_are_malformed() {
        assertThatThrownBy(() -> read("", "--x--")).hasMessageContaining("boundary=…");
        String many = part("x", "name=a", "1").repeat(QueryString.MAX_PAIRS);
        assertThat(read("x", many + "--x--")).hasSize(4 * QueryString.MAX_PAIRS - 1);
        assertThatThrownBy(() -> read("x", many + part("x", "filename=f", "1") + "--x--"))
                .isInstanceOf(Problem.Malformed.class)
                .hasMessageContaining("at most 1000");
    }

    /** Who compares each byte with all of a boundary is at it for minutes, and whoever waits for the same thread waits as long. */
    @Test
    @Timeout(20)
    void a_boundary_that_seems_to_begin_everywhere_is_looked_for_once() {
        String endless = "-".repeat(LARGEST / 2) + "b";
        String mixed = "name=a\r\nContent-Type: multipart/mixed; boundary=" + endless;
        assertThatThrownBy(() -> read("x", part("x", mixed, "--" + endless + "\r\n\r\n" + "-".repeat(LARGEST))))
                .isInstanceOf(Problem.Malformed.class);
        String longer = "-".repeat(7_000) + "b";
        String value = "-".repeat(LARGEST);
        assertThat(read(longer, part(longer, "name=a", value) + "--" + longer + "--"))
                .isEqualTo("a=" + value);
    }

    private static String part(String boundary, String disposition, String value) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + value + "\r\n";
    }

    /** Its parameters as {@code a=1 b=2}. */
    private static String read(String boundary, String body) {
        MultiMap form = MultiMap.caseInsensitiveMultiMap();
        FormParser.parse(boundary.isEmpty() ? "multipart/form-data" : TYPE + boundary, Buffer.buffer(body), form);
        return String.join(
                " ",
                form.entries().stream()
                        .map(pair -> pair.getKey() + "=" + pair.getValue())
                        .toList());
    }
}
