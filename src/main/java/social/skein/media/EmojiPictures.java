package social.skein.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.Collection;
import social.skein.emoji.CustomEmojis;
import social.skein.emoji.EmojiPictureStore;
import social.skein.image.ImageFormat;
import social.skein.image.ImageLimits;
import social.skein.image.InvalidImageException;
import social.skein.image.Rendition;
import social.skein.model.MediaId;
import social.skein.model.Problem;
import social.skein.objectstore.ObjectStoreException;

/** Renders the pictures of custom emoji, and stores them like those of media. */
final class EmojiPictures implements EmojiPictureStore {
    /** An animation is stored in its size: at most 512 × 512 pixels, or as many in another shape. */
    static final ImageLimits LIMITS =
            new ImageLimits(ImageLimits.DEFAULT.maxPixels(), 1_000, 100_000_000, 512 * 512, 128 * 128);

    /** Twice what clients show on a screen of high resolution. */
    private static final int EDGE = 128;

    private static final long MAX_BYTES = 256 << 10;

    private final Vertx vertx;
    private final PictureRenderer renderer;
    private final MediaRows rows;
    private final MediaObjects objects;
    private final WorkFolders folders;

    EmojiPictures(Vertx vertx, PictureRenderer renderer, MediaRows rows, MediaObjects objects, WorkFolders folders) {
        this.vertx = vertx;
        this.renderer = renderer;
        this.rows = rows;
        this.objects = objects;
        this.folders = folders;
    }

    @Override
    public Future<StoredPicture> store(MediaId emoji, Buffer file) {
        return folders.with(folder -> {
            Path source = folder.resolve("source");
            return vertx.fileSystem()
                    .writeFile(source.toString(), file)
                    .compose(written -> renderer.renderIcon(source, folder, EDGE))
                    .recover(EmojiPictures::toProblem)
                    .compose(rendered -> store(emoji, rendered));
        });
    }

    private static <T> Future<T> toProblem(Throwable failure) {
        return Future.failedFuture(
                failure instanceof InvalidImageException invalid
                        ? new Problem.Invalid(String.valueOf(invalid.getMessage()))
                        : failure);
    }

    private Future<StoredPicture> store(MediaId emoji, RenderedIcon rendered) {
        if (rendered.animation().filter(file -> file.bytes() > MAX_BYTES).isPresent()) {
            return Future.failedFuture(new Problem.Invalid(
                    "the animation has more than " + (MAX_BYTES >> 10) + " KB; reduce its size, frames or colours"));
        }
        return put(emoji, rendered.still())
                .compose(still -> rendered.animation()
                        .map(animation -> put(emoji, animation))
                        .orElse(Future.succeededFuture(still))
                        .map(key -> new StoredPicture(key, still)))
                .recover(ObjectStoreException::asProblem);
    }

    private Future<String> put(MediaId emoji, Rendition picture) {
        ImageFormat format = picture.format();
        return objects.put(rows::recordEmojiObject, emoji, picture.file(), format.extension(), format.mimeType());
    }

    @Override
    public Future<Void> remove(Collection<MediaId> emoji) {
        return rows.objects(CustomEmojis.SHARD, emoji).compose(keys -> objects.remove(CustomEmojis.SHARD, keys));
    }
}
