package social.skein.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** A file of the jar, read once when it is mounted. */
public record Asset(Buffer bytes) {

    /** The file of this name below {@code web/}; a missing one is a mistake in the build. */
    public static Asset load(String name) {
        return fromClasspath("/web/" + name);
    }

    /** The file of this path in the jar, which may be a library's. */
    public static Asset fromClasspath(String path) {
        try (InputStream file = Asset.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalArgumentException("There is no " + path + " in the jar");
            }
            return new Asset(Buffer.buffer(file.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Serves it to everybody under a path, to be kept by caches for so long. */
    public void mount(Endpoints api, String path, String type, Duration maxAge) {
        Response answer = toResponse(type, maxAge);
        api.get(path, Access.anyone(), request -> Future.succeededFuture(answer));
    }

    /** The file as an answer, to be kept by caches for so long. */
    public Response toResponse(String type, Duration maxAge) {
        return new Response(
                200, Map.of("Content-Type", type, "Cache-Control", "public, max-age=" + maxAge.toSeconds()), bytes);
    }

    /** The file as text. */
    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
