package social.skein.http;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** An answer that is more than 200 and JSON: another status, other headers, or a body of another type. */
public record Response(int status, Map<String, String> headers, Buffer body) {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json; charset=utf-8");

    /**
     * An answer in JSON.
     *
     * @param value what is written as JSON; a {@link Buffer} is JSON already
     */
    public static Response json(int status, Object value) {
        return new Response(status, JSON, value instanceof Buffer written ? written : Json.encodeToBuffer(value));
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

    /** The same answer with one more header, or another value for it. */
    public Response withHeader(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new Response(status, Map.copyOf(more), body);
    }
}
