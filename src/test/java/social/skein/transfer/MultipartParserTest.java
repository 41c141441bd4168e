package social.skein.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import social.skein.model.Problem;

/** Tests that the parser for chunks has the same results as the parser for whole bodies, wherever chunks end. */
class MultipartParserTest {
    private static final int FORMS = 20_000;
    private static final List<String> BOUNDARIES = List.of("x", "--", "-x-x-y", "aab", "a--", "xx");
    private static final String LETTERS = "x-ab\r\n\r\n--y";
    private static final List<String> DISPOSITIONS = List.of(
            "form-data; name=a",
            "form-data; name=\"a[b]\"",
            "form-data; name=file; filename=owl.png",
            "form-data; name=file; filename=\"\"",
            "form-data; filename=owl.png",
            "form-data; name=thumbnail; filename=owl.png\r\nContent-Type: image/png",
            "attachment");

    /** What a parser makes of a body; the contents only if it collects those of files. */
    private record ParsedForm(String error, List<String> texts, Set<String> files, List<String> contents) {
        ParsedForm withoutContents() {
            return new ParsedForm(error, texts, files, List.of());
        }
    }

    private static final class Collector implements MultipartParser.Parts {
        private final MultiMap texts = MultiMap.caseInsensitiveMultiMap();
        private final Set<String> files = new TreeSet<>();
        private final List<String> contents = new ArrayList<>();
        private Optional<PartHeader> part = Optional.empty();
        private ByteArrayOutputStream content = new ByteArrayOutputStream();

        @Override
        public void start(PartHeader next) {
            part = Optional.of(next);
            content = new ByteArrayOutputStream();
        }

        @Override
        public void content(byte[] bytes, int offset, int length) {
            assertThat(length).isPositive();
            content.write(bytes, offset, length);
        }

        @Override
        public void end() {
            PartHeader ended = part.orElseThrow();
            contents.add(content.toString(StandardCharsets.ISO_8859_1));
            if (ended.isText()) {
                texts.add(ended.name().orElseThrow(), content.toString(StandardCharsets.UTF_8));
            } else if (ended.isFile(content.size())) {
                files.add(ended.name().orElseThrow());
            }
        }
    }

    @Test
    void chunks_and_whole_bodies_have_the_same_result() {
        Random random = new Random(17);
        int wellFormed = 0;
        for (int i = 0; i < FORMS; i++) {
            String boundary = BOUNDARIES.get(random.nextInt(BOUNDARIES.size()));
            List<String> contents = contents(random, boundary);
            String form = form(random, boundary, contents);
            boolean damaged = random.nextBoolean();
            byte[] body = (damaged ? damage(random, form) : form).getBytes(StandardCharsets.ISO_8859_1);

            ParsedForm expected = parseWhole(boundary, body);
            ParsedForm atOnce = parseChunks(boundary, body, List.of(body.length));
            ParsedForm chunked = parseChunks(boundary, body, borders(random, body.length));

            String what =
                    "form " + i + " with the boundary " + boundary + ":\n" + new String(body, StandardCharsets.UTF_8);
            assertThat(chunked).as(what).isEqualTo(atOnce);
            assertThat(atOnce.withoutContents()).as(what).isEqualTo(expected);
            if (!damaged) {
                assertThat(chunked.contents()).as(what).isEqualTo(contents);
            }
            wellFormed += expected.error().isEmpty() ? 1 : 0;
        }
        assertThat(wellFormed).isBetween(FORMS / 2, FORMS * 9 / 10);
    }

    @Test
    @Timeout(20)
    void a_long_self_similar_boundary_is_found_in_linear_time() {
        String boundary = "-".repeat(7_000) + "b";
        String value = "-".repeat(5_000_000);
        byte[] body = ("--" + boundary + "\r\nContent-Disposition: form-data; name=a\r\n\r\n" + value + "\r\n--"
                        + boundary + "--")
                .getBytes(StandardCharsets.ISO_8859_1);
        List<Integer> borders = new ArrayList<>();
        for (int at = 1_000; at < body.length; at += 1_000) {
            borders.add(at);
        }
        borders.add(body.length);
        assertThat(parseChunks(boundary, body, borders).contents()).containsExactly(value);
    }

    private static ParsedForm parseWhole(String boundary, byte[] body) {
        MultiMap texts = MultiMap.caseInsensitiveMultiMap();
        try {
            Set<String> files =
                    FormParser.parse("multipart/form-data; boundary=\"" + boundary + "\"", Buffer.buffer(body), texts);
            return new ParsedForm("", entries(texts), new TreeSet<>(files), List.of());
        } catch (Problem malformed) {
            return new ParsedForm(malformed.detail(), List.of(), Set.of(), List.of());
        }
    }

    private static ParsedForm parseChunks(String boundary, byte[] body, List<Integer> borders) {
        Collector parts = new Collector();
        // The parameter parser of content types trims a boundary, as of a header.
        byte[] parsed = FormParser.boundary("multipart/form-data; boundary=\"" + boundary + "\"");
        MultipartParser parser = new MultipartParser(parsed, parts);
        try {
            int at = 0;
            for (int border : borders) {
                parser.parse(Arrays.copyOfRange(body, at, border));
                at = border;
            }
            parser.end();
            return new ParsedForm("", entries(parts.texts), parts.files, parts.contents);
        } catch (Problem malformed) {
            return new ParsedForm(malformed.detail(), List.of(), Set.of(), List.of());
        }
    }

    private static List<String> entries(MultiMap texts) {
        return texts.entries().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .toList();
    }

    private static List<String> contents(Random random, String boundary) {
        List<String> contents = new ArrayList<>();
        for (int parts = random.nextInt(4); parts > 0; parts--) {
            StringBuilder content = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                content.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            contents.add(
                    content.toString().contains("--" + boundary) || (content + "\r\n--").contains("--" + boundary)
                            ? "plain"
                            : content.toString());
        }
        return contents;
    }

    private static String form(Random random, String boundary, List<String> contents) {
        StringBuilder form = new StringBuilder();
        for (String content : contents) {
            form.append("--")
                    .append(boundary)
                    .append(random.nextInt(9) == 0 ? "\n" : "\r\n")
                    .append("Content-Disposition: ")
                    .append(DISPOSITIONS.get(random.nextInt(DISPOSITIONS.size())))
                    .append("\r\n\r\n")
                    .append(content)
                    .append("\r\n");
        }
        return form + "--" + boundary + "--" + (random.nextBoolean() ? "\r\nepilogue" : "");
    }

    /** Removes, repeats or inserts a few characters. */
    private static String damage(Random random, String form) {
        int from = random.nextInt(form.length() + 1);
        int to = Math.min(form.length(), from + random.nextInt(8));
        return switch (random.nextInt(4)) {
            case 0 -> form.substring(0, from) + form.substring(to);
            case 1 -> form.substring(0, to) + form.substring(from);
            case 2 -> form.substring(0, from);
            default ->
                form.substring(0, from) + LETTERS.charAt(random.nextInt(LETTERS.length())) + form.substring(from);
        };
    }

    private static List<Integer> borders(Random random, int length) {
        Set<Integer> borders = new TreeSet<>(Set.of(length));
        for (int count = random.nextInt(12); count > 0; count--) {
            borders.add(random.nextInt(length + 1));
        }
        return List.copyOf(borders);
    }
}
