package social.skein.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.account.Profile;
import social.skein.account.Profiles;
import social.skein.image.ImageLimits;
import social.skein.image.ImageProcessor;
import social.skein.image.ProcessedImage;
import social.skein.image.Rendition;
import social.skein.model.AccountId;
import social.skein.model.MediaId;
import social.skein.objectstore.ObjectStore;
import social.skein.objectstore.ObjectStoreException;

/**
 * Stores pictures that this program draws, as if they had been uploaded and processed. They need no checks, and do not
 * count against the quota.
 */
public final class DrawnMedia {
    /** More than a picture that is drawn has. */
    static final long MAX_BYTES = 1 << 20;

    private final Vertx vertx;
    private final MediaRows rows;
    private final MediaObjects objects;
    private final ObjectStore store;
    private final Path parent;
    private final ImageProcessor images = new ImageProcessor(ImageLimits.DEFAULT);

    DrawnMedia(Vertx vertx, MediaRows rows, MediaObjects objects, ObjectStore store, Path parent) {
        this.vertx = vertx;
        this.rows = rows;
        this.objects = objects;
        this.store = store;
        this.parent = parent;
    }

    /** Draws a picture; blocks. */
    public interface Drawing extends Supplier<BufferedImage> {}

    /** Whether the store can be written and has room; fails with the reason if it cannot be used. */
    public Future<Boolean> hasRoom() {
        return store.check()
                .compose(usable -> store.usableBytes())
                .map(free -> free.isEmpty() || free.getAsLong() > MediaUploads.MIN_FREE_BYTES);
    }

    /** Creates a temporary folder for drawn files. The caller deletes it; one that is left is deleted after a day. */
    public Future<Path> createFolder() {
        return vertx.executeBlocking(
                () -> Files.createTempDirectory(Files.createDirectories(parent), WorkFolders.PREFIX), false);
    }

    public Future<Void> deleteFolder(Path folder) {
        return vertx.fileSystem().deleteRecursive(folder.toString());
    }

    /** Draws a picture with its thumbnail into a new folder below this one. */
    public Future<ProcessedImage> draw(Drawing drawing, Path folder) {
        return vertx.executeBlocking(
                () -> images.write(drawing.get(), Files.createTempDirectory(folder, "picture")), false);
    }

    /** Draws a picture of a profile into a new folder below this one. */
    public Future<Rendition> drawForProfile(Drawing drawing, Path folder) {
        return vertx.executeBlocking(
                () -> images.writeAvatar(drawing.get(), Files.createTempDirectory(folder, "picture")), false);
    }

    /** Stores an attachment that is ready to be posted. Unless it is within a day, it is deleted. */
    public Future<MediaId> attach(AccountId owner, ProcessedImage picture, String description) {
        MediaAttributes attributes = new MediaAttributes(Optional.of(description), Optional.empty());
        return rows.create(owner, MediaRows.Purpose.ATTACHMENT, MediaKind.IMAGE, attributes)
                .compose(id -> Future.all(put(id, picture.full()), put(id, picture.thumbnail()))
                        .compose(keys -> rows.markReady(
                                id,
                                MediaKind.IMAGE,
                                new MediaFiles(
                                        keys.resultAt(0),
                                        keys.<String>resultAt(1),
                                        picture.blurhash(),
                                        size(picture.full()),
                                        size(picture.thumbnail()))))
                        .map(id))
                .recover(ObjectStoreException::asProblem);
    }

    /** Stores the picture of a profile. Unless the profile shows it within a day, it is deleted. */
    public Future<Profile.Picture> store(
            AccountId owner, Profiles.PictureStore.Slot slot, Rendition picture, String description) {
        MediaAttributes none = new MediaAttributes(Optional.empty(), Optional.empty());
        return rows.create(owner, MediaRows.Purpose.of(slot), MediaKind.IMAGE, none)
                .compose(id -> put(id, picture).map(key -> new Profile.Picture(id, key, description)));
    }

    private Future<String> put(MediaId id, Rendition picture) {
        return objects.put(
                id,
                picture.file(),
                picture.format().extension(),
                picture.format().mimeType());
    }

    private static MediaFiles.Size size(Rendition picture) {
        return MediaFiles.Size.of(picture.width(), picture.height());
    }
}
