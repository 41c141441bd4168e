package social.skein.media;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import social.skein.ffmpeg.AudioLimits;
import social.skein.ffmpeg.Ffmpeg;
import social.skein.ffmpeg.MediaProbe;
import social.skein.ffmpeg.PosterFormat;
import social.skein.ffmpeg.TranscodedFile;
import social.skein.ffmpeg.UnsupportedMediaException;
import social.skein.ffmpeg.VideoLimits;

/**
 * Renders videos, sounds and animated GIFs with ffmpeg, and their thumbnails with the decoders of pictures. Futures fail
 * with {@link UnsupportedMediaException} if the file is at fault.
 */
final class VideoRenderer {
    private static final int POSTER_EDGE = 640;
    private static final double MILLIS = 1_000;

    private final Vertx vertx;
    private final Ffmpeg ffmpeg;
    private final PictureRenderer pictures;

    VideoRenderer(Vertx vertx, Ffmpeg ffmpeg, PictureRenderer pictures) {
        this.vertx = vertx;
        this.ffmpeg = ffmpeg;
        this.pictures = pictures;
    }

    Set<String> mimeTypes() {
        return ffmpeg.supportedMimeTypes();
    }

    /** The kind of a file, from what it says about itself. */
    Future<MediaKind> inspect(Path file) {
        return ffmpeg.probe(file).map(probe -> {
            if (probe.isAudio()) {
                AudioLimits.ofAudio().check(probe);
                return MediaKind.AUDIO;
            }
            if (isPicture(probe)) {
                return MediaKind.IMAGE;
            }
            VideoLimits.ofVideo().check(probe);
            return MediaKind.VIDEO;
        });
    }

    /** AVIF, the one format of pictures that only ffmpeg decodes. */
    private static boolean isPicture(MediaProbe probe) {
        return probe.mimeType().startsWith("image/");
    }

    /** Renders a file into a folder. */
    Future<RenderedMedia> render(Path file, Path folder) {
        return ffmpeg.probe(file).compose(probe -> {
            if (probe.isAudio()) {
                return renderAudio(file, probe, folder);
            }
            return isPicture(probe) ? renderPicture(file, probe, folder) : renderVideo(file, probe, folder);
        });
    }

    /** Renders an animated GIF as a video. */
    Future<RenderedMedia> renderAnimation(Path gif, Path folder) {
        return ffmpeg.probe(gif)
                .compose(probe -> ffmpeg.gifToMp4(gif, probe, VideoLimits.ofGif(), folder)
                        .compose(video -> withPoster(MediaKind.GIFV, gif, probe, video, folder)));
    }

    private Future<RenderedMedia> renderVideo(Path file, MediaProbe probe, Path folder) {
        return ffmpeg.toMp4(file, probe, VideoLimits.ofVideo(), folder)
                .compose(video -> withPoster(MediaKind.VIDEO, file, probe, video, folder));
    }

    private Future<RenderedMedia> withPoster(
            MediaKind kind, Path file, MediaProbe probe, TranscodedFile video, Path folder) {
        return ffmpeg.posterFrame(file, probe, PosterFormat.JPEG, POSTER_EDGE, folder)
                .compose(poster -> renderThumbnail(poster, folder))
                .map(thumbnail ->
                        new RenderedMedia(kind, file(video, "mp4"), thumbnail.preview(), thumbnail.blurhash()));
    }

    private Future<RenderedMedia> renderAudio(Path file, MediaProbe probe, Path folder) {
        return ffmpeg.toMp3(file, probe, AudioLimits.ofAudio(), folder)
                .compose(sound -> ffmpeg.coverArt(file, probe, PosterFormat.JPEG, POSTER_EDGE, folder)
                        .compose(cover -> cover.map(picture -> renderThumbnail(picture, folder)
                                        .map(thumbnail -> new RenderedMedia(
                                                MediaKind.AUDIO,
                                                file(sound, "mp3"),
                                                thumbnail.preview(),
                                                thumbnail.blurhash())))
                                .orElseGet(() -> Future.succeededFuture(new RenderedMedia(
                                        MediaKind.AUDIO, file(sound, "mp3"), Optional.empty(), Optional.empty())))));
    }

    /** The picture of a file that only ffmpeg decodes, rendered like any other picture. */
    private Future<RenderedMedia> renderPicture(Path file, MediaProbe probe, Path folder) {
        int edge = probe.video()
                .map(picture -> Math.max(picture.width(), picture.height()))
                .orElse(POSTER_EDGE);
        return ffmpeg.posterFrame(file, probe, PosterFormat.PNG, edge, folder)
                .compose(picture -> renderThumbnail(picture, folder));
    }

    private Future<RenderedMedia> renderThumbnail(TranscodedFile picture, Path folder) {
        Path output = folder.resolve("thumbnail");
        return vertx.fileSystem().mkdir(output.toString()).compose(made -> pictures.render(picture.file(), output));
    }

    private static RenderedMedia.RenderedFile file(TranscodedFile file, String extension) {
        return new RenderedMedia.RenderedFile(
                file.file(),
                extension,
                file.mimeType(),
                new MediaFiles.Size(
                        file.width(),
                        file.height(),
                        file.frameRate() > 0 ? Math.round(file.frameRate() * MILLIS) + "/" + Math.round(MILLIS) : null,
                        seconds(file.duration()),
                        file.bitRate()));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    Future<Void> close() {
        return ffmpeg.close();
    }
}
