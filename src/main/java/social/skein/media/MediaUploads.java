package social.skein.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import social.skein.account.Profile;
import social.skein.account.Profiles;
import social.skein.config.MediaConfig;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.model.Problem;
import social.skein.objectstore.ObjectStore;
import social.skein.objectstore.ObjectStoreException;
import social.skein.sql.Transaction;
import social.skein.transfer.UploadedFile;

/**
 * Accepts uploads. An attachment is checked by its header, stored as it is, and queued for processing; a picture of a
 * profile is processed at once, because the response shows it.
 */
final class MediaUploads implements Profiles.PictureStore {
    /** The first pause between two looks at a medium; each is half as long again, up to the last. */
    private static final long FIRST_POLL_MILLIS = 100;

    private static final long LAST_POLL_MILLIS = 1_000;

    /** Uploads are refused while less is free, so that the database on the same disk can still write. */
    static final long MIN_FREE_BYTES = 1L << 30;

    private static final String OCTET_STREAM = "application/octet-stream";

    private final Vertx vertx;
    private final MediaConfig config;
    private final MediaRows rows;
    private final MediaObjects objects;
    private final ObjectStore store;
    private final MediaRenderer renderer;
    private final WorkFolders folders;

    MediaUploads(
            Vertx vertx,
            MediaConfig config,
            MediaRows rows,
            MediaObjects objects,
            ObjectStore store,
            MediaRenderer renderer,
            WorkFolders folders) {
        this.vertx = vertx;
        this.config = config;
        this.rows = rows;
        this.objects = objects;
        this.store = store;
        this.renderer = renderer;
        this.folders = folders;
    }

    /** Stores an attachment and queues it for processing. */
    Future<MediaId> accept(
            AccountId owner, UploadedFile file, Optional<UploadedFile> thumbnail, MediaAttributes attributes) {
        return requireRoom(
                        owner, file.bytes() + thumbnail.map(UploadedFile::bytes).orElse(0L))
                .compose(room -> inspect(file))
                .compose(kind -> thumbnail
                        .map(this::inspect)
                        .orElse(Future.succeededFuture(kind))
                        .compose(checked -> rows.create(owner, MediaRows.Purpose.ATTACHMENT, kind, attributes)))
                .compose(id -> store(id, file, MediaProcessor.UPLOAD)
                        .compose(stored -> thumbnail
                                .map(picture -> store(id, picture, MediaProcessor.THUMBNAIL))
                                .orElse(Future.succeededFuture("")))
                        .compose(stored -> rows.queue(owner, id))
                        .map(id))
                .recover(ObjectStoreException::asProblem);
    }

    private Future<String> store(MediaId id, UploadedFile file, String extension) {
        return objects.put(id, file.path(), extension, OCTET_STREAM);
    }

    private Future<MediaKind> inspect(UploadedFile file) {
        return renderer.inspect(file.path()).map(kind -> {
            long max = kind == MediaKind.IMAGE ? config.maxImageBytes() : config.maxVideoBytes();
            if (file.bytes() > max) {
                throw new Problem.Invalid("Validation failed: File file size must be less than " + (max >> 20)
                        + " MB for a file of this kind");
            }
            return kind;
        });
    }

    private Future<Void> requireRoom(AccountId owner, long bytes) {
        return store.usableBytes()
                .compose(free -> isFull(free, bytes)
                        ? Future.failedFuture(new Problem.Unavailable(
                                "There is no room for uploads at the moment", "the disk of the media is almost full"))
                        : requireQuota(owner, bytes));
    }

    private static boolean isFull(OptionalLong free, long bytes) {
        return free.isPresent() && free.getAsLong() - bytes < MIN_FREE_BYTES;
    }

    private Future<Void> requireQuota(AccountId owner, long bytes) {
        return config.quotaBytes()
                .map(quota -> rows.usedBytes(owner).<Void>map(used -> {
                    if (used + bytes > quota) {
                        throw new Problem.Invalid("Validation failed: Your media use " + (used >> 20)
                                + " MB of the " + (quota >> 20)
                                + " MB that an account may use; delete some posts with media first");
                    }
                    return null;
                }))
                .orElse(Future.succeededFuture());
    }

    /** Replaces the thumbnail of a processed attachment that no post uses. */
    Future<Void> replaceThumbnail(Media media, UploadedFile picture) {
        MediaFiles before = media.files()
                .orElseThrow(() -> new Problem.Invalid(
                        "Validation failed: Thumbnail can't be changed while the file is being processed"));
        return requireRoom(media.account(), picture.bytes())
                .compose(room -> inspect(picture))
                .compose(kind -> folders.with(folder -> renderer.render(picture.path(), folder)
                        .compose(rendered -> storeThumbnail(media, before, rendered))))
                .recover(ObjectStoreException::asProblem);
    }

    private Future<Void> storeThumbnail(Media media, MediaFiles before, RenderedMedia rendered) {
        RenderedMedia.RenderedFile file = rendered.preview()
                .orElseThrow(() -> new Problem.Invalid("Validation failed: Thumbnail must be a picture"));
        return objects.put(media.id(), file.file(), file.extension(), file.mimeType())
                .compose(key -> rows.replaceFiles(
                                media.id(),
                                before,
                                before.withPreview(key, rendered.blurhash().orElse(null), file.size()))
                        .compose(replaced -> removeThumbnail(media, replaced ? before.preview() : key)
                                .compose(removed -> replaced
                                        ? Future.<Void>succeededFuture()
                                        : Future.failedFuture(new Problem.NotFound()))));
    }

    /** One that cannot be removed now is removed with the medium, since its row remains. */
    private Future<Void> removeThumbnail(Media media, @Nullable String key) {
        return key == null
                ? Future.succeededFuture()
                : objects.remove(media.account(), List.of(key)).otherwiseEmpty();
    }

    /** The medium when it is ready or has failed, or as it is after this time. A {@link Problem.NotFound} if it is deleted. */
    Future<Media> await(MediaId id, long millis) {
        return await(id, millis, FIRST_POLL_MILLIS);
    }

    private Future<Media> await(MediaId id, long millis, long pause) {
        return rows.find(id)
                .map(found -> found.orElseThrow(Problem.NotFound::new))
                .compose(media -> {
                    boolean done = media.state() == Media.State.READY || media.state() == Media.State.FAILED;
                    return done || millis <= 0
                            ? Future.succeededFuture(media)
                            : vertx.timer(pause, TimeUnit.MILLISECONDS)
                                    .compose(due ->
                                            await(id, millis - pause, Math.min(LAST_POLL_MILLIS, pause + pause / 2)));
                });
    }

    @Override
    public Future<Profile.Picture> store(AccountId owner, Slot slot, UploadedFile file) {
        MediaAttributes none = new MediaAttributes(Optional.empty(), Optional.empty());
        return requireRoom(owner, file.bytes())
                .compose(room -> inspect(file))
                .compose(kind -> folders.with(folder -> renderer.renderForProfile(file.path(), folder, slot)
                        .compose(picture -> rows.create(owner, MediaRows.Purpose.of(slot), kind, none)
                                .compose(id -> objects.put(id, picture.file(), picture.extension(), picture.mimeType())
                                        .map(key -> new Profile.Picture(id, key, ""))))))
                .recover(ObjectStoreException::asProblem);
    }

    @Override
    public Future<Void> replace(Transaction tx, AccountId owner, List<MediaId> shown, List<MediaId> removed) {
        return rows.markShown(tx, owner, shown)
                .compose(kept -> removed.isEmpty()
                        ? Future.succeededFuture()
                        : rows.delete(tx, owner, removed, false).mapEmpty());
    }
}
