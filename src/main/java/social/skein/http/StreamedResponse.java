package social.skein.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * A download that is generated while it is sent. The next chunk is requested only after the previous one was written,
 * and none after the client disconnects, so only one chunk is in memory.
 *
 * @param fileName the file name suggested to the client
 */
public record StreamedResponse(String type, String fileName, Chunks chunks) {

    /** The source of chunks. */
    public interface Chunks {
        /** The next chunk; empty after the last. */
        Future<Optional<Buffer>> next();
    }
}
