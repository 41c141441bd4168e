package social.skein.transfer;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.fileupload.MultipartStream;
import social.skein.model.Problem;

/**
 * Parses a multipart form from a complete body in linear time, without its files. It replaces Netty's decoder, which Vert.x
 * uses: that one (4.2.18) loses characters of a value when a chunk ends between two parts, and compares each byte with
 * the whole boundary, so one request with a long boundary blocks its event loop for seconds.
 */
public final class FormParser {
    /** No real client sends as many parameters. */
    public static final int MAX_PARTS = 1_000;

    private static final Pattern FORM =
            Pattern.compile("application/x-www-form-urlencoded|(multipart/form-data)", Pattern.CASE_INSENSITIVE);

    /** The parser's buffer must be longer than the separator between two parts. */
    private static final int MIN_BUFFER_BYTES = 4_096;

    private FormParser() {}

    /** Whether this content type is a form. */
    public static boolean isForm(String type) {
        return FORM.matcher(type).lookingAt();
    }

    /**
     * Adds the form's fields to {@code into}, skips files and returns the names of the fields that hold one. Throws
     * {@link Problem.Malformed} if the form is malformed.
     */
    @CanIgnoreReturnValue
    public static Set<String> parse(String type, Buffer body, MultiMap into) {
        return readParts(boundary(type), body.getBytes(), into);
    }

    /** Whether this content type is a form that can hold files. */
    public static boolean isMultipart(String type) {
        Matcher form = FORM.matcher(type);
        return form.lookingAt() && form.group(1) != null;
    }

    /** The boundary that a content type names; throws {@link Problem.Malformed} if there is none. */
    public static byte[] boundary(String type) {
        String boundary = PartHeader.parameters(type).get("boundary");
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
            parts.setPartHeaderSizeMax(PartHeader.MAX_BYTES);
            boolean more = parts.skipPreamble();
            if (!more && !isEmpty(boundary, body)) {
                throw new MultipartStream.MalformedStreamException("no boundary");
            }
            for (int count = 1; more; count++) {
                if (count > MAX_PARTS) {
                    throw tooManyParts();
                }
                readPart(parts, into, files);
                more = parts.readBoundary();
            }
            return files;
        } catch (IOException notAForm) {
            throw malformed();
        }
    }

    /** The problem of a body that is no complete multipart form. */
    static Problem malformed() {
        return new Problem.Malformed("The body should be a multipart form with the boundary of its Content-Type");
    }

    /** The problem of a form with too many parts. */
    static Problem tooManyParts() {
        return new Problem.Malformed("There should be at most " + MAX_PARTS + " parameters");
    }

    /** Whether the body is a form without parts: nothing at all, or only the closing boundary. */
    private static boolean isEmpty(byte[] boundary, byte[] body) {
        String end = "--" + new String(boundary, StandardCharsets.ISO_8859_1) + "--";
        int length = Math.min(body.length, end.length());
        return body.length == 0 || new String(body, 0, length, StandardCharsets.ISO_8859_1).equals(end);
    }

    private static void readPart(MultipartStream parts, MultiMap into, Set<String> files) throws IOException {
        PartHeader part = PartHeader.parse(parts.readHeaders());
        if (part.isText()) {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            parts.readBodyData(value);
            into.add(part.name().orElseThrow(), value.toString(StandardCharsets.UTF_8));
        } else if (part.isFile(parts.discardBodyData())) {
            files.add(part.name().orElseThrow());
        }
    }
}
