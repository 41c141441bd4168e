package social.skein.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.objectstore.ObjectMetadata;
import social.skein.objectstore.ObjectStore;
import social.skein.objectstore.ObjectStoreException;

/**
 * The objects of media and of custom emoji: each has a row before it is stored and until it is removed. A key has 128 random bits, so that
 * it cannot be guessed, and a hash of the content, so that the bytes under a key never change.
 */
final class MediaObjects {
    private static final int RANDOM_BYTES = 16;
    private static final int HASH_BYTES = 8;
    private static final int BUFFER_BYTES = 64 * 1024;
    /** Caches may keep the bytes under a key for ever. */
    static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private final Vertx vertx;
    private final MediaRows rows;
    private final ObjectStore store;
    private final SecureRandom random = new SecureRandom();

    MediaObjects(Vertx vertx, MediaRows rows, ObjectStore store) {
        this.vertx = vertx;
        this.rows = rows;
        this.store = store;
    }

    /** Inserts the row of an object; fails if the medium or emoji that it belongs to is deleted. */
    @FunctionalInterface
    interface ObjectRecorder {
        Future<Void> record(MediaId id, String key, long bytes);
    }

    /** A file and the key of its object. */
    private record KeyedFile(String key, long bytes) {}

    /**
     * Stores a file as an object of a medium and returns its key. A {@link Problem.NotFound} if the medium is deleted
     * meanwhile: then the object is removed again.
     */
    Future<String> put(MediaId id, Path file, String extension, String mimeType) {
        return put(rows::recordObject, id, file, extension, mimeType);
    }

    /** The same for an object of another kind of owner. */
    Future<String> put(ObjectRecorder recorder, MediaId id, Path file, String extension, String mimeType) {
        return vertx.executeBlocking(() -> key(file, extension), false)
                .compose(keyed -> recorder.record(id, keyed.key, keyed.bytes)
                        .compose(recorded -> store.put(keyed.key, file, new ObjectMetadata(mimeType, IMMUTABLE)))
                        .compose(stored -> rows.hasObject(id, keyed.key))
                        .compose(wanted -> wanted ? Future.succeededFuture(keyed.key) : removeUnwanted(keyed.key)))
                .recover(ObjectStoreException::asProblem);
    }

    private Future<String> removeUnwanted(String key) {
        return store.delete(List.of(key)).compose(left -> Future.failedFuture(new Problem.NotFound()));
    }

    private KeyedFile key(Path file, String extension) {
        byte[] name = new byte[RANDOM_BYTES];
        random.nextBytes(name);
        String hex = HexFormat.of().formatHex(name);
        try {
            return new KeyedFile(
                    hex.substring(0, 2) + "/" + hex + "-" + hash(file) + "." + extension, Files.size(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The file of an upload cannot be read", unreadable);
        }
    }

    /** Whether a file is the one that was stored under this key. */
    Future<Boolean> isContentOf(String key, Path file) {
        return vertx.executeBlocking(() -> key.contains("-" + hash(file) + "."), false);
    }

    private static String hash(Path file) throws IOException {
        try (InputStream input = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** Copies an object of a medium to a file. */
    Future<Void> download(String key, Path target) {
        return store.download(key, target).recover(ObjectStoreException::asProblem);
    }

    /** The keys of the objects of a medium. */
    Future<List<String>> keys(AccountId owner, MediaId id) {
        return rows.objects(shard(owner), List.of(id));
    }

    /** Removes the objects with these keys, then their rows; fails if some could not be removed. */
    Future<Void> remove(AccountId owner, Collection<String> keys) {
        return remove(shard(owner), keys);
    }

    Future<Void> remove(int shard, Collection<String> keys) {
        return keys.isEmpty()
                ? Future.succeededFuture()
                : store.delete(keys)
                        .compose(left -> rows.deleteObjects(shard, without(keys, left))
                                .compose(done -> left.isEmpty() ? Future.succeededFuture() : failLeft(left)))
                        .recover(ObjectStoreException::asProblem);
    }

    private static List<String> without(Collection<String> keys, Set<String> left) {
        List<String> removed = new ArrayList<>(keys);
        removed.removeAll(left);
        return removed;
    }

    private static Future<Void> failLeft(Set<String> left) {
        return Future.failedFuture(new Problem.Unavailable(
                "The store of the media did not remove all objects", left.size() + " objects were not removed"));
    }

    /** Removes deleted media of one owner: the objects, then the rows. */
    Future<Void> removeAll(AccountId owner, Collection<MediaId> media) {
        return rows.objects(shard(owner), media)
                .compose(keys -> remove(owner, keys))
                .compose(removed -> rows.deleteRows(owner, media));
    }

    private static int shard(AccountId owner) {
        return SnowflakeIds.shard(owner.value());
    }
}
