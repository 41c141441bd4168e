package social.skein.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * An answer that is sent while it is read: a piece is asked for only once the one before has left, and no more once the
 * client has hung up. So however much it is, one piece at a time is in memory.
 *
 * @param fileName what it is called where it is kept
 */
public record StreamedResponse(String type, String fileName, Chunks chunks) {

    /** The pieces in their order. */
    public interface Chunks {
        /** The next one; nothing after the last. */
        Future<Optional<Buffer>> next();
    }
}
