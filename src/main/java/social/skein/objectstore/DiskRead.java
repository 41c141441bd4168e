package social.skein.objectstore;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** A read from disk. It opens the file anew for each chunk, so that an abandoned read leaves no file open. */
final class DiskRead implements ObjectRead {
    private static final int CHUNK_BYTES = 256 * 1024;

    private final Path path;
    private final StoredObject object;
    private final ObjectRange range;
    private final Function<Callable<Buffer>, Future<Buffer>> workers;
    private long position;

    DiskRead(Path path, StoredObject object, ObjectRange range, Function<Callable<Buffer>, Future<Buffer>> workers) {
        this.path = path;
        this.object = object;
        this.range = range;
        this.workers = workers;
        this.position = range.from();
    }

    @Override
    public StoredObject object() {
        return object;
    }

    @Override
    public long from() {
        return range.from();
    }

    @Override
    public long length() {
        return range.length();
    }

    @Override
    public Optional<Path> file() {
        return Optional.of(path);
    }

    @Override
    public Future<Optional<Buffer>> next() {
        if (position >= range.end()) {
            return Future.succeededFuture(Optional.empty());
        }
        return workers.apply(this::readChunk).map(chunk -> {
            position += chunk.length();
            return Optional.of(chunk);
        });
    }

    private Buffer readChunk() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, range.end() - position));
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            // After opening it: the file that was opened is then the one that the read started with.
            if (!DiskFiles.etag(Files.readAttributes(path, BasicFileAttributes.class))
                    .equals(object.etag())) {
                throw new IOException(path + " was replaced while it was read");
            }
            while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
                // Reads on until the chunk is full.
            }
        }
        if (bytes.hasRemaining()) {
            throw new IOException(path + " became shorter while it was read");
        }
        return Buffer.buffer(bytes.array());
    }
}
