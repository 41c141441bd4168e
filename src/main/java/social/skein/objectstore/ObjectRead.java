package social.skein.objectstore;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A range of an object being read. It holds no file and no connection between two chunks, so it may be abandoned, and a
 * slow reader costs the store nothing.
 */
public interface ObjectRead {
    /** The object as it was when the read started. */
    StoredObject object();

    /** The position of the first byte of the range. */
    long from();

    /** The number of bytes in the range; 0 if it begins beyond the end of the object. */
    long length();

    /** The file with the whole object if it is on this machine, for sending the range without reading it. */
    Optional<Path> file();

    /**
     * The next chunk, of at most 1 MiB; empty after the last. Call it again only after it completed. It fails if the
     * object was replaced or deleted since the read started.
     */
    Future<Optional<Buffer>> next();
}
