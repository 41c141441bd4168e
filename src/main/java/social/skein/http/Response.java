package social.skein.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A complete response: status, headers and body. Handlers need it only for something other than 200 with JSON. */
public record Response(int status, Map<String, String> headers, Buffer body) {

    /** A smaller response fits into one packet anyway. */
    private static final int MIN_COMPRESSED_BYTES = 1_024;

    /** Compressing a larger one would hold up the event loop; only the script of the API page is, and browsers cache it. */
    private static final int MAX_COMPRESSED_BYTES = 512 << 10;

    private static final Pattern COMPRESSIBLE =
            Pattern.compile("application/(json|jrd\\+json|javascript)|text/(plain|css|javascript)|image/svg");

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json; charset=utf-8");

    /**
     * A JSON response.
     *
     * @param value the object to encode; a {@link Buffer} is taken as encoded JSON
     */
    public static Response json(int status, Object value) {
        return new Response(status, JSON, value instanceof Buffer encoded ? encoded : Json.encodeToBuffer(value));
    }

    public static Response html(int status, String page) {
        return new Response(status, Map.of("Content-Type", "text/html; charset=utf-8"), Buffer.buffer(page));
    }

    public static Response text(String text) {
        return new Response(200, Map.of("Content-Type", "text/plain; charset=utf-8"), Buffer.buffer(text));
    }

    public static Response redirect(String location) {
        return new Response(302, Map.of("Location", location), Buffer.buffer());
    }

    /**
     * Whether the body is worth compressing and may be. A page that is not public may contain the CSRF token of a form
     * beside text from the request's URL; from the sizes of its compressed responses an attacker could guess the token
     * (BREACH). Requests for JSON cannot be forged in this way, since browsers do not add tokens to them.
     *
     * @param cacheable whether the endpoint has a {@link CachePolicy}, and so no page with a form
     */
    boolean isCompressible(boolean cacheable) {
        String type = headers.getOrDefault("Content-Type", "");
        return body.length() >= MIN_COMPRESSED_BYTES
                && body.length() <= MAX_COMPRESSED_BYTES
                && (COMPRESSIBLE.matcher(type).lookingAt()
                        || (type.startsWith("text/html")
                                && (cacheable
                                        || headers.getOrDefault("Cache-Control", "")
                                                .startsWith("public"))));
    }

    /** The same response with a compressed body. Its ETag becomes weak, since the bytes differ. */
    Response gzipped() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length() / 4);
        try (OutputStream gzip = new FastGzip(bytes)) {
            gzip.write(body.getBytes());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        Response compressed = new Response(status, headers, Buffer.buffer(bytes.toByteArray()))
                .withHeader("Content-Encoding", "gzip");
        String tag = headers.get("ETag");
        return tag == null ? compressed : compressed.withHeader("ETag", "W/" + tag);
    }

    /** The fastest level: the next ones save another tenth of the bytes for twice the time of an event loop. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /** A copy with one header added or replaced. */
    public Response withHeader(String name, String value) {
        Map<String, String> copy = new HashMap<>(headers);
        copy.put(name, value);
        return new Response(status, Map.copyOf(copy), body);
    }
}
