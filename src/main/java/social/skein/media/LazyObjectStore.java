package social.skein.media;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import social.skein.objectstore.ListedPage;
import social.skein.objectstore.ObjectMetadata;
import social.skein.objectstore.ObjectRead;
import social.skein.objectstore.ObjectStore;
import social.skein.objectstore.StoredObject;

/**
 * Opens an object store when it is first used: a command that needs no media neither creates a folder nor connects. A
 * failed attempt is repeated by the next call.
 */
final class LazyObjectStore implements ObjectStore {
    private final Supplier<Future<ObjectStore>> opener;
    private Optional<Future<ObjectStore>> opened = Optional.empty();

    LazyObjectStore(Supplier<Future<ObjectStore>> opener) {
        this.opener = opener;
    }

    /** The store, which is opened if it is not open yet. */
    synchronized Future<ObjectStore> open() {
        if (opened.filter(attempt -> !attempt.failed()).isEmpty()) {
            opened = Optional.of(opener.get());
        }
        return opened.orElseThrow();
    }

    @Override
    public Future<Void> put(String key, Path file, ObjectMetadata metadata) {
        return open().compose(store -> store.put(key, file, metadata));
    }

    @Override
    public Future<Optional<StoredObject>> head(String key) {
        return open().compose(store -> store.head(key));
    }

    @Override
    public Future<Void> download(String key, Path target) {
        return open().compose(store -> store.download(key, target));
    }

    @Override
    public Future<ObjectRead> read(String key, long from, long toInclusive) {
        return open().compose(store -> store.read(key, from, toInclusive));
    }

    @Override
    public Future<Set<String>> delete(Collection<String> keys) {
        return open().compose(store -> store.delete(keys));
    }

    @Override
    public Future<ListedPage> list(String afterKey, int limit) {
        return open().compose(store -> store.list(afterKey, limit));
    }

    @Override
    public Future<OptionalLong> usableBytes() {
        return open().compose(ObjectStore::usableBytes);
    }

    @Override
    public Future<Integer> removeLeftovers() {
        return open().compose(ObjectStore::removeLeftovers);
    }

    @Override
    public Future<Void> check() {
        return open().compose(ObjectStore::check);
    }

    @Override
    public Future<Void> ping() {
        return open().compose(ObjectStore::ping);
    }

    @Override
    public synchronized Future<Void> close() {
        return opened.map(store -> store.compose(ObjectStore::close)).orElse(Future.succeededFuture());
    }
}
