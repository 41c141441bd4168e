package social.skein.objectstore;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.objectstore.ObjectStoreException.Kind;

/** An object store in a folder of this machine, or in one that all machines mount. It follows no symbolic links. */
public final class DiskObjectStore implements ObjectStore {
    private static final Logger LOG = LoggerFactory.getLogger(DiskObjectStore.class);
    private static final int THREADS = 8;
    private static final int CHECK_SECONDS = 5;

    private final StoreWorkers workers;
    private final DiskLayout layout;
    private final DiskFiles files;
    private final DiskWriter writer;

    private DiskObjectStore(StoreWorkers workers, DiskLayout layout) {
        this.workers = workers;
        this.layout = layout;
        this.files = new DiskFiles(layout);
        this.writer = new DiskWriter(layout);
    }

    /** Opens the store in a folder, which is created if it is missing. */
    public static Future<DiskObjectStore> open(Vertx vertx, Path folder) {
        StoreWorkers workers = new StoreWorkers(vertx, "skein-disk-objects", THREADS);
        return run(workers, folder, () -> new DiskObjectStore(workers, DiskLayout.create(folder)))
                .recover(failure -> workers.close().transform(closed -> Future.failedFuture(failure)));
    }

    /** Whether a store was opened in this folder before; if not, its disk may not be mounted. Blocks. */
    public static boolean exists(Path folder) {
        return DiskLayout.exists(folder);
    }

    @Override
    public Future<Void> put(String key, Path file, ObjectMetadata metadata) {
        return run(() -> {
                    writer.put(key, file, metadata);
                    return key;
                })
                .mapEmpty();
    }

    @Override
    public Future<Optional<StoredObject>> head(String key) {
        return run(() -> files.find(key));
    }

    @Override
    public Future<Void> download(String key, Path target) {
        return run(() -> {
                    files.download(key, target);
                    return key;
                })
                .mapEmpty();
    }

    @Override
    public Future<ObjectRead> read(String key, long from, long toInclusive) {
        return run(() -> {
            ObjectRange.require(from, toInclusive);
            StoredObject object = files.require(key);
            return new DiskRead(
                    layout.object(key), object, ObjectRange.of(from, toInclusive, object.size()), this::run);
        });
    }

    @Override
    public Future<Set<String>> delete(Collection<String> keys) {
        return run(() -> {
            Set<String> failed = new LinkedHashSet<>();
            for (String key : keys.stream().map(ObjectKey::require).toList()) {
                try {
                    files.delete(key);
                } catch (IOException | ObjectStoreException failure) {
                    LOG.warn("The object {} could not be deleted: {}", key, failure.getMessage());
                    failed.add(key);
                }
            }
            return failed;
        });
    }

    @Override
    public Future<ListedPage> list(String afterKey, int limit) {
        return run(() -> DiskListing.page(layout, afterKey, PageSize.require(limit)));
    }

    @Override
    public Future<OptionalLong> usableBytes() {
        return run(() -> OptionalLong.of(files.usableBytes()));
    }

    @Override
    public Future<Integer> removeLeftovers() {
        return run(files::removeLeftovers);
    }

    @Override
    public Future<Void> check() {
        return inTime("finish a write", () -> {
            writer.probe();
            return layout;
        });
    }

    @Override
    public Future<Void> ping() {
        return inTime("answer", files::usableBytes);
    }

    private Future<Void> inTime(String work, Callable<?> task) {
        return run(task)
                .timeout(CHECK_SECONDS, TimeUnit.SECONDS)
                .recover(failure -> Future.failedFuture(failure instanceof TimeoutException ? stalled(work) : failure))
                .mapEmpty();
    }

    private ObjectStoreException stalled(String work) {
        return new ObjectStoreException(
                Kind.UNAVAILABLE,
                "The disk of " + layout.root() + " did not " + work + " within " + CHECK_SECONDS + " seconds",
                null);
    }

    @Override
    public Future<Void> close() {
        return workers.close();
    }

    private <T> Future<T> run(Callable<T> task) {
        return run(workers, layout.root(), task);
    }

    private static <T> Future<T> run(StoreWorkers workers, Path root, Callable<T> task) {
        return workers.run(() -> {
            try {
                return task.call();
            } catch (IOException failure) {
                throw DiskErrors.describe(failure, "The object store in " + root);
            }
        });
    }
}
