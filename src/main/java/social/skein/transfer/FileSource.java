package social.skein.transfer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;

/** Where the bytes of a {@link FileResponse} are. */
public interface FileSource {
    /** Opens the file; fails with {@link social.skein.model.Problem.NotFound} if it does not exist any more. */
    Future<OpenFile> open(Vertx vertx);

    /** A file that is ready to be sent. */
    interface OpenFile {
        /** In bytes. */
        long length();

        /** Sends the range as the response's body, at the pace of the client, and ends the response. */
        Future<Void> send(HttpServerResponse response, long offset, long length);

        /** Releases the file, whether or not it was sent. */
        void close();
    }

    /** A source of ranges of known length, such as an object store. */
    interface RangeOpener {
        /** The bytes of exactly this range, paused; fails if there are none. */
        Future<ReadStream<Buffer>> open(long offset, long length);

        /** Stops a stream that is no longer needed, before its end. */
        void abort(ReadStream<Buffer> stream);
    }

    /** A file of a disk of this machine. */
    static FileSource disk(Path path) {
        return vertx -> DiskFile.open(vertx, path);
    }

    /** A file elsewhere, of this length. It is opened only for the range that is sent. */
    static FileSource remote(long length, RangeOpener opener) {
        return vertx -> Future.succeededFuture(new RemoteFile(length, opener));
    }
}
