package social.skein.transfer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import social.skein.model.Problem;

/** An open file of the disk. A file that is deleted meanwhile is still sent to its end. */
record DiskFile(FileChannel channel, long length) implements FileSource.OpenFile {

    /** Opens in a worker thread, since a disk may be slow. */
    static Future<FileSource.OpenFile> open(Vertx vertx, Path path) {
        return vertx.executeBlocking(() -> open(path), false);
    }

    private static FileSource.OpenFile open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new Problem.NotFound();
        }
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            return new DiskFile(channel, channel.size());
        } catch (NoSuchFileException deletedMeanwhile) {
            throw new Problem.NotFound();
        }
    }

    @Override
    public Future<Void> send(HttpServerResponse response, long offset, long bytes) {
        return response.sendFile(channel, offset, bytes);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
