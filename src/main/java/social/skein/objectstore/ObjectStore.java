package social.skein.objectstore;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Stores files under keys. A key such as {@code media/ab/abcdef.jpg} has segments of lower-case letters, digits, {@code
 * .}, {@code _} and {@code -}, each starting with a letter or a digit; no key may be a folder of another key. An invalid
 * key fails with an {@link IllegalArgumentException}, everything else that goes wrong with an {@link
 * ObjectStoreException}.
 */
public interface ObjectStore {
    /** The maximum number of objects in one page of {@link #list}. */
    int MAX_PAGE = 1_000;

    /**
     * Stores a file, replacing the object under the same key. Readers see the old object or the whole new one; after a
     * failure, nothing of the new one remains visible.
     */
    Future<Void> put(String key, Path file, ObjectMetadata metadata);

    /** Describes an object without reading it; empty if it does not exist. */
    Future<Optional<StoredObject>> head(String key);

    /** Copies an object to a file, replacing that. The file appears whole or not at all. */
    Future<Void> download(String key, Path target);

    /**
     * Starts reading a range of bytes, which is cut at the end of the object. A range that begins beyond the end is not
     * an error: its length is 0.
     *
     * @param from the position of the first byte, from 0
     * @param toInclusive the position of the last byte
     */
    Future<ObjectRead> read(String key, long from, long toInclusive);

    /** Starts reading an object from its first to its last byte. */
    default Future<ObjectRead> read(String key) {
        return read(key, 0, Long.MAX_VALUE);
    }

    /**
     * Deletes objects; those that do not exist count as deleted. Returns the keys that could not be deleted, for which
     * the reason is in the log; the caller may try again.
     */
    Future<Set<String>> delete(Collection<String> keys);

    /**
     * Lists objects in the order of their keys.
     *
     * @param afterKey the {@link ListedPage#next} of the previous page, or any key; empty for the first page
     * @param limit the maximum number of objects, at most {@link #MAX_PAGE}
     */
    Future<ListedPage> list(String afterKey, int limit);

    /** The free space in bytes; empty if the store has no known limit. */
    Future<OptionalLong> usableBytes();

    /** Removes what puts left behind whose process died more than a day ago; returns how many. */
    Future<Integer> removeLeftovers();

    /** Writes and deletes a small object; fails within 5 seconds if the store cannot be used. */
    Future<Void> check();

    /** Asks whether the store answers, without writing; fails within 5 seconds if it does not. */
    Future<Void> ping();

    /** Waits for nothing: calls in progress may fail. */
    Future<Void> close();
}
