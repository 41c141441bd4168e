package social.skein.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import social.skein.model.MediaId;
import social.skein.model.Problem;

/**
 * Makes of a stored upload what clients are shown, and stores that. A repetition after a crash starts again from the
 * upload, which is removed last.
 */
final class MediaProcessor {
    /** The extension of the key of an upload that is not processed yet. */
    static final String UPLOAD = "upload";

    /** The same of a thumbnail that came with an upload. */
    static final String THUMBNAIL = "thumbnail";

    private final Vertx vertx;
    private final MediaRows rows;
    private final MediaObjects objects;
    private final MediaRenderer renderer;
    private final WorkFolders folders;

    MediaProcessor(Vertx vertx, MediaRows rows, MediaObjects objects, MediaRenderer renderer, WorkFolders folders) {
        this.vertx = vertx;
        this.rows = rows;
        this.objects = objects;
        this.renderer = renderer;
        this.folders = folders;
    }

    /** Processes an upload that waits for it. Of one that is done it removes what an interrupted attempt left. */
    Future<Void> process(MediaId id) {
        return rows.find(id).compose(found -> found.map(this::processOrCleanUp).orElse(Future.succeededFuture()));
    }

    private Future<Void> processOrCleanUp(Media media) {
        return switch (media.state()) {
            case UPLOADED -> process(media);
            case READY, FAILED -> removeSources(media);
            case RECEIVING, DELETED -> Future.succeededFuture();
        };
    }

    private Future<Void> process(Media media) {
        return objects.keys(media.account(), media.id())
                .compose(keys -> folders.with(
                                folder -> render(keys, folder).compose(rendered -> store(media.id(), rendered)))
                        .recover(failure -> fail(media, failure))
                        .compose(done -> removeSources(media)));
    }

    private Future<RenderedMedia> render(List<String> keys, Path folder) {
        Path source = folder.resolve(UPLOAD);
        String upload = find(keys, UPLOAD)
                .orElseThrow(() -> new Problem.Invalid("Validation failed: File is invalid: its bytes were lost"));
        Future<RenderedMedia> rendered =
                objects.download(upload, source).compose(loaded -> renderer.render(source, folder));
        return find(keys, THUMBNAIL)
                .map(key ->
                        rendered.compose(media -> renderThumbnail(key, folder).map(media::withPreview)))
                .orElse(rendered);
    }

    private Future<RenderedMedia> renderThumbnail(String key, Path folder) {
        Path source = folder.resolve("upload-of-thumbnail");
        Path output = folder.resolve("of-thumbnail");
        return objects.download(key, source)
                .compose(loaded -> vertx.fileSystem().mkdir(output.toString()))
                .compose(made -> renderer.render(source, output));
    }

    private static Optional<String> find(List<String> keys, String extension) {
        return keys.stream().filter(key -> key.endsWith("." + extension)).findFirst();
    }

    private Future<Void> store(MediaId id, RenderedMedia rendered) {
        return put(id, rendered.main())
                .compose(key -> rendered.preview()
                        .map(preview -> put(id, preview).map(Optional::of))
                        .orElse(Future.succeededFuture(Optional.empty()))
                        .map(preview -> toFiles(key, preview, rendered)))
                .compose(files -> rows.markReady(id, rendered.kind(), files))
                .mapEmpty();
    }

    private Future<String> put(MediaId id, RenderedMedia.RenderedFile file) {
        return objects.put(id, file.file(), file.extension(), file.mimeType());
    }

    private static MediaFiles toFiles(String key, Optional<String> preview, RenderedMedia rendered) {
        return new MediaFiles(
                key,
                preview.orElse(null),
                rendered.blurhash().orElse(null),
                rendered.main().size(),
                rendered.preview().map(RenderedMedia.RenderedFile::size).orElse(null));
    }

    /** A file that cannot be shown is the end of it; everything else is tried again. */
    private Future<Void> fail(Media media, Throwable failure) {
        return failure instanceof Problem.Invalid invalid
                ? rows.markFailed(media.id(), invalid.detail())
                : Future.failedFuture(failure);
    }

    /** Removes the upload, and what an interrupted attempt stored. */
    private Future<Void> removeSources(Media before) {
        return rows.find(before.id()).compose(after -> {
            Optional<MediaFiles> kept = after.flatMap(Media::files);
            return objects.keys(before.account(), before.id())
                    .compose(keys -> objects.remove(
                            before.account(),
                            keys.stream().filter(key -> !isShown(key, kept)).toList()));
        });
    }

    private static boolean isShown(String key, Optional<MediaFiles> kept) {
        return kept.filter(files -> key.equals(files.key()) || key.equals(files.preview()))
                .isPresent();
    }
}
