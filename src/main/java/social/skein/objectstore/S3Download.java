package social.skein.objectstore;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The download of one object to a file. */
final class S3Download {
    private static final int CHUNK_BYTES = 4 << 20;

    private final StoreWorkers workers;
    private final Path target;
    private final Path partial;

    private S3Download(StoreWorkers workers, Path target) {
        this.workers = workers;
        this.target = target;
        this.partial = DiskFiles.partial(target);
    }

    static Future<Void> run(S3Connection connection, StoreWorkers workers, String key, Path target) {
        S3Download download = new S3Download(workers, target);
        return S3Read.open(connection, key, 0, Long.MAX_VALUE, CHUNK_BYTES)
                .compose(read -> download.local(() -> Files.createFile(download.partial))
                        .compose(created -> download.append(read))
                        .compose(complete -> download.local(download::rename))
                        .recover(failure -> download.local(() -> Files.deleteIfExists(download.partial))
                                .transform(deleted -> Future.failedFuture(failure))))
                .mapEmpty();
    }

    private Future<Void> append(ObjectRead read) {
        return read.next()
                .compose(chunk -> chunk.isEmpty()
                        ? Future.succeededFuture()
                        : local(() -> append(chunk.get())).compose(written -> append(read)));
    }

    private Path append(Buffer chunk) throws IOException {
        try (OutputStream file = Files.newOutputStream(partial, StandardOpenOption.APPEND)) {
            file.write(chunk.getBytes());
        }
        return partial;
    }

    private Path rename() throws IOException {
        return Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private <T> Future<T> local(S3Upload.LocalTask<T> task) {
        return workers.run(() -> S3Upload.local(target, task));
    }
}
