package social.skein.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** A static file from the jar, read into memory once. */
public record Asset(Buffer bytes) {

    /** Loads a file below {@code web/}; throws if it is missing, which is a build error. */
    public static Asset load(String name) {
        return fromClasspath("/web/" + name);
    }

    /** Loads any classpath resource, including a library's. */
    public static Asset fromClasspath(String path) {
        try (InputStream file = Asset.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException("The jar lacks the file " + path);
            }
            return new Asset(Buffer.buffer(file.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Serves the file at a path to any caller; caches may keep it for {@code maxAge}. */
    public void mount(Endpoints api, String path, String type, Duration maxAge) {
        Response response = toResponse(type, maxAge);
        api.get(path, Access.anyone(), request -> Future.succeededFuture(response));
    }

    /** The file as a response that caches may keep for {@code maxAge}. */
    public Response toResponse(String type, Duration maxAge) {
        return new Response(
                200, Map.of("Content-Type", type, "Cache-Control", "public, max-age=" + maxAge.toSeconds()), bytes);
    }

    /** The file decoded as UTF-8. */
    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
