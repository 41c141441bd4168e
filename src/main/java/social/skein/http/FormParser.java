package social.skein.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.fileupload.MultipartStream;
import org.apache.commons.fileupload.ParameterParser;
import social.skein.model.Problem;

/**
 * Takes forms apart, each as a whole, in a time that grows with its length alone. Netty's decoder, which Vert.x has, loses
 * characters of a value where a piece of the body ends between two parts, and compares each byte with all of the boundary: one
 * request with a long one stops everybody else's for seconds (4.2.18).
 */
final class FormParser {
    private static final Pattern FORM =
            Pattern.compile("application/x-www-form-urlencoded|(multipart/form-data)", Pattern.CASE_INSENSITIVE);
    private static final String DISPOSITION = "content-disposition:";

    /** A name, a file's name and its type; a part with more is none that a client made. */
    private static final int MAX_PART_HEADER_BYTES = 4_096;

    /** Of what is looked at together, which must be longer than what separates two parts. */
    private static final int MIN_BUFFER_BYTES = 4_096;

    private FormParser() {}

    /** Whether a body of this type is one. */
    static boolean isForm(String type) {
        return FORM.matcher(type).lookingAt();
    }

    /** Adds what a form says; files in it are passed over. One that is malformed is a 400. */
    static void parse(String type, Buffer body, MultiMap into) {
        var form = FORM.matcher(type);
        if (form.lookingAt() && form.group(1) != null) {
            readParts(boundary(type), body.getBytes(), into);
        } else {
            QueryString.parse(body.toString()).pairs().forEach(pair -> into.add(pair.name(), pair.value()));
        }
    }

    private static byte[] boundary(String type) {
        String boundary = parameters(type).get("boundary");
        if (boundary == null || boundary.isEmpty()) {
            throw new Problem.Malformed("The type of the body should say the boundary between parts, as boundary=…");
        }
        return boundary.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void readParts(byte[] boundary, byte[] body, MultiMap into) {
        try {
            MultipartStream parts = new MultipartStream(
                    new ByteArrayInputStream(body), boundary, MIN_BUFFER_BYTES + boundary.length, null);
            parts.setHeaderEncoding(StandardCharsets.UTF_8.name());
            parts.setPartHeaderSizeMax(MAX_PART_HEADER_BYTES);
            boolean more = parts.skipPreamble();
            if (!more && !isEmpty(boundary, body)) {
                throw new MultipartStream.MalformedStreamException("no boundary");
            }
            for (int count = 1; more; count++) {
                if (count > QueryString.MAX_PAIRS) {
                    throw new Problem.Malformed("There should be at most " + QueryString.MAX_PAIRS + " parameters");
                }
                readPart(parts, into);
                more = parts.readBoundary();
            }
        } catch (IOException malformed) {
            throw new Problem.Malformed("The body should be parts of a form, between boundaries as its type has them");
        }
    }

    /** Whether a client with nothing to say has said so. */
    private static boolean isEmpty(byte[] boundary, byte[] body) {
        String end = "--" + new String(boundary, StandardCharsets.ISO_8859_1) + "--";
        int length = Math.min(body.length, end.length());
        return body.length == 0 || new String(body, 0, length, StandardCharsets.ISO_8859_1).equals(end);
    }

    private static void readPart(MultipartStream parts, MultiMap into) throws IOException {
        Map<String, String> said = disposition(parts.readHeaders());
        String name = said.get("name");
        if (name == null || said.containsKey("filename")) {
            parts.discardBodyData();
        } else {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            parts.readBodyData(value);
            into.add(name, value.toString(StandardCharsets.UTF_8));
        }
    }

    private static Map<String, String> disposition(String head) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, DISPOSITION, 0, DISPOSITION.length()))
                .findFirst()
                .map(line -> parameters(line.substring(DISPOSITION.length())))
                .orElse(Map.of());
    }

    private static Map<String, String> parameters(String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';');
    }
}
