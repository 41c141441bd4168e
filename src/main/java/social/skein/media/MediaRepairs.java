package social.skein.media;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.model.Problem;
import social.skein.objectstore.ObjectMetadata;
import social.skein.objectstore.ObjectStore;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/**
 * Mends differences between the records of objects and the object store. Every repair may be repeated, and does nothing
 * if the difference is gone.
 */
public final class MediaRepairs {
    private static final String LOST = "Validation failed: File is invalid: its bytes were lost";

    private static final String SET_BYTES =
            "update media_object set bytes = $4 where media_id = $1 and key = $2 and shard = $3";

    private static final String DELETE_OBJECT =
            "delete from media_object where media_id = $1 and key = $2 and shard = $3";

    private static final String DROP_PREVIEW = """
            update media set files = files - 'preview' - 'small'
             where id = $1 and shard = $2 and files->>'preview' = $3
            """;

    private static final String INSERT_EMOJI_OBJECT = """
            insert into media_object (media_id, key, bytes, shard)
            select id, $2, $3, $4 from custom_emoji where id = $1 and state = 'ready' for share
            """;

    private final Db db;
    private final MediaRows rows;
    private final MediaObjects objects;
    private final ObjectStore store;
    private final MediaRenderer renderer;
    private final WorkFolders folders;

    MediaRepairs(
            Db db,
            MediaRows rows,
            MediaObjects objects,
            ObjectStore store,
            MediaRenderer renderer,
            WorkFolders folders) {
        this.db = db;
        this.rows = rows;
        this.objects = objects;
        this.store = store;
        this.renderer = renderer;
        this.folders = folders;
    }

    /**
     * Adds the record of an object that has none, unless another repair is faster. A {@link Problem.NotFound} if its
     * medium does not exist.
     */
    public Future<Void> add(ObjectRecord record) {
        return addOnce(record, rows::recordObject);
    }

    /** The same for a picture of a custom emoji that is in use. */
    public Future<Void> addOfEmoji(ObjectRecord record) {
        return addOnce(record, this::insertOfEmoji);
    }

    private Future<Void> addOnce(ObjectRecord record, MediaObjects.ObjectRecorder recorder) {
        return rows.hasObject(record.media(), record.key())
                .compose(recorded -> recorded
                        ? Future.succeededFuture()
                        : recorder.record(record.media(), record.key(), record.bytes()))
                .recover(failure -> Db.isUniqueViolation(failure, "media_object_pkey")
                        ? Future.succeededFuture()
                        : Future.failedFuture(failure));
    }

    private Future<Void> insertOfEmoji(MediaId emoji, String key, long bytes) {
        return db.update(INSERT_EMOJI_OBJECT, emoji.value(), key, bytes, emoji.shard())
                .compose(rows -> rows == 1 ? Future.succeededFuture() : Future.failedFuture(new Problem.NotFound()));
    }

    /**
     * Corrects the record of an object whose bytes are those that were stored; returns whether they are. The hash in the
     * key decides.
     */
    public Future<Boolean> correctSize(ObjectRecord record) {
        return folders.with(folder -> {
            Path file = folder.resolve("object");
            return objects.download(record.key(), file)
                    .compose(loaded -> objects.isContentOf(record.key(), file))
                    .compose(intact ->
                            intact ? setBytes(record, file.toFile().length()).map(true) : Future.succeededFuture(false))
                    .recover(failure -> failure instanceof Problem.NotFound
                            ? Future.succeededFuture(false)
                            : Future.failedFuture(failure));
        });
    }

    /** Deletes an object that nothing shows, and its record. */
    public Future<Void> discard(ObjectRecord record) {
        return store.delete(List.of(record.key()))
                .compose(left -> left.isEmpty() ? deleteRecord(record) : Future.succeededFuture());
    }

    /** Tells the owner of an upload that it cannot be processed. */
    public Future<Void> failUpload(ObjectRecord upload) {
        return rows.markFailed(upload.media(), LOST).compose(failed -> discard(upload));
    }

    /** Makes a lost thumbnail again, under its key; returns false if that is impossible. */
    public Future<Boolean> remakePreview(ObjectRecord preview, String main) {
        return folders.with(folder -> {
            Path source = folder.resolve("main");
            return objects.download(main, source)
                    .compose(loaded -> renderer.render(source, folder))
                    .compose(rendered -> rendered.preview()
                            .map(file -> replace(preview, file).map(true))
                            .orElse(Future.succeededFuture(false)))
                    .recover(failure -> failure instanceof Problem.Unavailable
                            ? Future.failedFuture(failure)
                            : Future.succeededFuture(false));
        });
    }

    private Future<Void> replace(ObjectRecord preview, RenderedMedia.RenderedFile file) {
        return setBytes(preview, file.file().toFile().length())
                .compose(recorded -> store.put(
                        preview.key(), file.file(), new ObjectMetadata(file.mimeType(), MediaObjects.IMMUTABLE)));
    }

    private Future<Void> setBytes(ObjectRecord record, long bytes) {
        MediaId id = record.media();
        return db.update(SET_BYTES, id.value(), record.key(), id.shard(), bytes).mapEmpty();
    }

    private Future<Void> deleteRecord(ObjectRecord record) {
        MediaId id = record.media();
        return db.update(DELETE_OBJECT, id.value(), record.key(), id.shard()).mapEmpty();
    }

    /** Shows a medium without its thumbnail from now on. */
    public Future<Void> dropPreview(Transaction tx, ObjectRecord preview) {
        MediaId id = preview.media();
        return tx.update(DROP_PREVIEW, id.value(), id.shard(), preview.key()).mapEmpty();
    }

    /** Deletes a medium; what is left of its bytes follows through the outbox. Returns whether it existed. */
    public Future<Boolean> delete(Transaction tx, AccountId owner, MediaId id) {
        return rows.delete(tx, owner, List.of(id), false).map(deleted -> !deleted.isEmpty());
    }

    /** The size of an object; empty if the store does not have it. */
    public Future<Optional<Long>> size(String key) {
        return store.head(key).map(found -> found.map(object -> object.size()));
    }
}
