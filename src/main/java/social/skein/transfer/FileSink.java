package social.skein.transfer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes one file in order, without blocking. Confined to one event loop. */
final class FileSink {
    /** Each write takes a thread switch, and a chunk of a request has at most 8 KB. */
    private static final int WRITE_BYTES = 64 << 10;

    private final Vertx vertx;
    private final Path path;
    private Optional<AsyncFile> file = Optional.empty();
    private Buffer unwritten = Buffer.buffer(WRITE_BYTES);
    private Future<Void> disk;
    private long bytes;

    FileSink(Vertx vertx, UploadFolder folder) {
        this.vertx = vertx;
        this.path = folder.newFile();
        OpenOptions options = new OpenOptions()
                .setRead(false)
                .setWrite(true)
                .setCreateNew(true)
                .setPerms("rw-------");
        this.disk = folder.create(vertx)
                .compose(created -> vertx.fileSystem().open(path.toString(), options))
                .onSuccess(opened -> file = Optional.of(opened))
                .mapEmpty();
    }

    Path path() {
        return path;
    }

    long bytes() {
        return bytes;
    }

    void append(byte[] chunk, int offset, int length) {
        bytes += length;
        unwritten.appendBytes(chunk, offset, length);
        if (unwritten.length() >= WRITE_BYTES) {
            flush();
        }
    }

    private void flush() {
        Buffer next = unwritten;
        unwritten = Buffer.buffer(WRITE_BYTES);
        then(() -> file.orElseThrow().write(next));
    }

    /** Writes the rest and closes the file. */
    void finish() {
        flush();
        then(this::close);
    }

    private Future<Void> close() {
        Future<Void> closed = file.map(AsyncFile::close).orElse(Future.succeededFuture());
        file = Optional.empty();
        return closed;
    }

    private void then(Supplier<Future<Void>> step) {
        disk = disk.compose(done -> step.get());
    }

    /** Completes when all bytes so far, except a buffer's worth, are written; fails if that is impossible. */
    Future<Void> written() {
        return disk;
    }

    /** Deletes the file after what is being written; a file that was moved stays. Never fails. */
    void delete() {
        disk = disk.transform(written -> close())
                .transform(closed -> vertx.fileSystem().delete(path.toString()))
                .otherwiseEmpty();
    }
}
