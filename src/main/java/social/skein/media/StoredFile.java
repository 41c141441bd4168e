package social.skein.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import social.skein.objectstore.ObjectRead;
import social.skein.objectstore.ObjectStore;
import social.skein.objectstore.ObjectStoreException;
import social.skein.transfer.FileSource;

/** An object of a remote store as a file to send. The next chunk is fetched when the client has taken the last one. */
record StoredFile(ObjectStore store, String key, long length) implements FileSource, FileSource.OpenFile {

    @Override
    public Future<FileSource.OpenFile> open(Vertx vertx) {
        return Future.succeededFuture(this);
    }

    @Override
    public Future<Void> send(HttpServerResponse response, long offset, long bytes) {
        return store.read(key, offset, offset + bytes - 1)
                .compose(read -> sendRest(read, response))
                .recover(ObjectStoreException::asProblem);
    }

    private static Future<Void> sendRest(ObjectRead read, HttpServerResponse response) {
        return read.next().compose(chunk -> sendChunk(read, response, chunk));
    }

    private static Future<Void> sendChunk(ObjectRead read, HttpServerResponse response, Optional<Buffer> chunk) {
        if (response.closed()) {
            return Future.failedFuture("The client has disconnected");
        }
        return chunk.map(buffer -> response.write(buffer).compose(written -> sendRest(read, response)))
                .orElseGet(response::end);
    }

    @Override
    public void close() {
        // Nothing is open between two chunks.
    }
}
