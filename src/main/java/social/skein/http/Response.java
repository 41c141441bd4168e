package social.skein.http;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;

/** A complete response: status, headers and body. Handlers need it only for something other than 200 with JSON. */
public record Response(int status, Map<String, String> headers, Buffer body) {

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

    /** A copy with one header added or replaced. */
    public Response withHeader(String name, String value) {
        Map<String, String> copy = new HashMap<>(headers);
        copy.put(name, value);
        return new Response(status, Map.copyOf(copy), body);
    }
}
