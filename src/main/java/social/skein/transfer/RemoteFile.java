package social.skein.transfer;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import java.io.EOFException;

/** A file that is read from another server while it is sent. */
record RemoteFile(long length, FileSource.RangeOpener opener) implements FileSource.OpenFile {

    @Override
    public Future<Void> send(HttpServerResponse response, long offset, long bytes) {
        return opener.open(offset, bytes)
                .compose(stream -> pipe(stream, response, bytes).onFailure(failure -> opener.abort(stream)));
    }

    /** Ends the response only if all promised bytes were written: the client would wait for the rest. */
    private static Future<Void> pipe(ReadStream<Buffer> stream, HttpServerResponse response, long bytes) {
        if (response.closed()) {
            return Future.failedFuture("The client has disconnected");
        }
        return stream.pipe()
                .endOnFailure(false)
                .endOnSuccess(false)
                .to(response)
                .compose(sent -> response.bytesWritten() == bytes
                        ? response.end()
                        : Future.failedFuture(new EOFException(
                                "The file has " + response.bytesWritten() + " bytes instead of " + bytes)));
    }

    @Override
    public void close() {
        // A stream that was opened ends by itself or is aborted.
    }
}
