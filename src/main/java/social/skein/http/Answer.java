package social.skein.http;

import io.vertx.core.buffer.Buffer;
import java.util.Map;

/** An answer that is more than 200 and JSON: another status, other headers, or a body of another type. */
public record Answer(int status, Map<String, String> headers, Buffer body) {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json; charset=utf-8");

    /**
     * An answer in JSON.
     *
     * @param record what is written as JSON; a {@link Buffer} is JSON already
     */
    public static Answer json(int status, Object record) {
        return new Answer(status, JSON, record instanceof Buffer written ? written : Json.bytes(record));
    }

    public static Answer html(int status, String page) {
        return new Answer(status, Map.of("Content-Type", "text/html; charset=utf-8"), Buffer.buffer(page));
    }

    public static Answer text(String text) {
        return new Answer(200, Map.of("Content-Type", "text/plain; charset=utf-8"), Buffer.buffer(text));
    }

    public static Answer redirect(String location) {
        return new Answer(302, Map.of("Location", location), Buffer.buffer());
    }

    /** The same answer with one more header, or another value for it. */
    public Answer with(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, Map.copyOf(more), body);
    }
}
