package social.skein.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload.MultipartStream;
import org.apache.commons.fileupload.ParameterParser;
import social.skein.model.Problem;

/**
 * Parses URL-encoded and multipart forms from a complete body in linear time. It replaces Netty's decoder, which Vert.x
 * uses: that one (4.2.18) loses characters of a value when a chunk ends between two parts, and compares each byte with
 * the whole boundary, so one request with a long boundary blocks its event loop for seconds.
 */
final class FormParser {
    private static final Pattern FORM =
            Pattern.compile("application/x-www-form-urlencoded|(multipart/form-data)", Pattern.CASE_INSENSITIVE);
    private static final String DISPOSITION = "content-disposition:";

    /** Room for a name, a file name and a type; no real client sends more. */
    private static final int MAX_PART_HEADER_BYTES = 4_096;

    /** The parser's buffer must be longer than the separator between two parts. */
    private static final int MIN_BUFFER_BYTES = 4_096;

    private FormParser() {}

    /** Whether this content type is a form. */
    static boolean isForm(String type) {
        return FORM.matcher(type).lookingAt();
    }

    /**
     * Adds the form's fields to {@code into}, skips files and returns the names of the fields that hold one. Throws
     * {@link Problem.Malformed} if the form is malformed.
     */
    @CanIgnoreReturnValue
    static Set<String> parse(String type, Buffer body, MultiMap into) {
        if (isMultipart(type)) {
            return readParts(boundary(type), body.getBytes(), into);
        }
        QueryString.parse(body.toString()).pairs().forEach(pair -> into.add(pair.name(), pair.value()));
        return Set.of();
    }

    /** Whether this content type is a form that can hold files. */
    static boolean isMultipart(String type) {
        Matcher form = FORM.matcher(type);
        return form.lookingAt() && form.group(1) != null;
    }

    private static byte[] boundary(String type) {
        String boundary = parameters(type).get("boundary");
        if (boundary == null || boundary.isEmpty()) {
            throw new Problem.Malformed("The Content-Type of a multipart form should name its boundary: boundary=…");
        }
        return boundary.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Set<String> readParts(byte[] boundary, byte[] body, MultiMap into) {
        Set<String> files = new HashSet<>();
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
                readPart(parts, into, files);
                more = parts.readBoundary();
            }
            return files;
        } catch (IOException malformed) {
            throw new Problem.Malformed("The body should be a multipart form with the boundary of its Content-Type");
        }
    }

    /** Whether the body is a form without parts: nothing at all, or only the closing boundary. */
    private static boolean isEmpty(byte[] boundary, byte[] body) {
        String end = "--" + new String(boundary, StandardCharsets.ISO_8859_1) + "--";
        int length = Math.min(body.length, end.length());
        return body.length == 0 || new String(body, 0, length, StandardCharsets.ISO_8859_1).equals(end);
    }

    /** A browser sends a file that was not chosen as a part with neither a file name nor content. */
    private static void readPart(MultipartStream parts, MultiMap into, Set<String> files) throws IOException {
        Map<String, String> disposition = disposition(parts.readHeaders());
        String name = disposition.get("name");
        String fileName = disposition.get("filename");
        if (name == null || disposition.containsKey("filename")) {
            int bytes = parts.discardBodyData();
            if (name != null && (bytes > 0 || (fileName != null && !fileName.isEmpty()))) {
                files.add(name);
            }
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
