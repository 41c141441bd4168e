package social.skein.media;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.account.Profiles;
import social.skein.ffmpeg.FfmpegException;
import social.skein.ffmpeg.UnsupportedMediaException;
import social.skein.image.ImageFormat;
import social.skein.image.ImageHeader;
import social.skein.image.InvalidImageException;
import social.skein.model.Problem;

/**
 * Decodes uploads and encodes what clients are shown. The content of a file decides what it is, never its name. An
 * upload that cannot be shown is a {@link Problem.Invalid} for its owner.
 */
final class MediaRenderer {
    private static final Logger LOG = LoggerFactory.getLogger(MediaRenderer.class);

    private final PictureRenderer pictures;
    private volatile Optional<VideoRenderer> videos = Optional.empty();

    MediaRenderer(PictureRenderer pictures) {
        this.pictures = pictures;
    }

    /** Accepts what this renderer decodes as well, from now on. */
    void enable(VideoRenderer renderer) {
        videos = Optional.of(renderer);
    }

    /** The formats that this process decodes, as media types. */
    List<String> mimeTypes() {
        List<String> all = new ArrayList<>(
                Stream.of(ImageFormat.values()).map(ImageFormat::mimeType).toList());
        videos.ifPresent(renderer -> renderer.mimeTypes().stream()
                .sorted()
                .filter(type -> !all.contains(type))
                .forEach(all::add));
        return List.copyOf(all);
    }

    /** The kind of a file, from its header alone. */
    Future<MediaKind> inspect(Path file) {
        return pictures.readHeader(file)
                .map(this::kind)
                .recover(failure -> withVideo(failure, renderer -> renderer.inspect(file)))
                .recover(this::toProblem);
    }

    private MediaKind kind(ImageHeader header) {
        return header.isAnimatedGif() && videos.isPresent() ? MediaKind.GIFV : MediaKind.IMAGE;
    }

    /** Renders an attachment into a folder. */
    Future<RenderedMedia> render(Path file, Path folder) {
        return pictures.readHeader(file)
                .compose(header -> videos.filter(renderer -> header.isAnimatedGif())
                        .map(renderer -> renderer.renderAnimation(file, folder))
                        .orElseGet(() -> pictures.render(file, folder)))
                .recover(failure -> withVideo(failure, renderer -> renderer.render(file, folder)))
                .recover(this::toProblem);
    }

    /** Renders the picture of a profile into a folder. */
    Future<RenderedMedia.RenderedFile> renderForProfile(Path file, Path folder, Profiles.PictureStore.Slot slot) {
        return pictures.renderForProfile(file, folder, slot).recover(this::toProblem);
    }

    private interface VideoWork<T> {
        Future<T> run(VideoRenderer renderer);
    }

    /** What is no picture may be a video or a sound. */
    private <T> Future<T> withVideo(Throwable failure, VideoWork<T> work) {
        boolean noPicture = failure instanceof InvalidImageException invalid
                && invalid.kind() == InvalidImageException.Kind.UNSUPPORTED;
        return videos.filter(renderer -> noPicture).map(work::run).orElse(Future.failedFuture(failure));
    }

    private <T> Future<T> toProblem(Throwable failure) {
        if (failure instanceof InvalidImageException invalid) {
            return Future.failedFuture(
                    invalid.kind() == InvalidImageException.Kind.UNSUPPORTED
                            ? unsupported(String.valueOf(invalid.getMessage()))
                            : new Problem.Invalid("Validation failed: File is invalid: " + invalid.getMessage()));
        }
        if (failure instanceof UnsupportedMediaException unsupported) {
            return Future.failedFuture(unsupported("the file " + unsupported.clause()));
        }
        if (failure instanceof FfmpegException failed && !failed.isRetryable()) {
            LOG.info("An upload could not be converted: {}", failed.getMessage());
            return Future.failedFuture(
                    new Problem.Invalid("Validation failed: File is invalid: the file cannot be converted"));
        }
        return Future.failedFuture(failure);
    }

    private Problem unsupported(String reason) {
        return new Problem.Invalid("Validation failed: File content type is invalid, File is invalid: " + reason
                + "; supported are " + String.join(", ", mimeTypes()));
    }
}
