package social.skein.ffmpeg;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Converts files of strangers with ffmpeg, in child processes that have limits and read no other file.
 *
 * <p>All futures fail with {@link UnsupportedMediaException} if the file is at fault, else with {@link FfmpegException}.
 * Results are written to a folder of the caller, under the names {@code video.mp4}, {@code audio.mp3}, {@code poster}
 * and {@code cover} with the extension of the picture; a failed conversion leaves no file. Calls wait in the order of
 * their arrival until fewer than {@code slots} run; probes have slots of their own, since clients wait for them.
 */
public final class Ffmpeg {
    private static final long MAX_COVER_PIXELS = 7_680L * 4_320;

    private final FfmpegPrograms programs;
    private final Path workFolder;
    private final ProcessRunner runner = new ProcessRunner();
    private final Prober prober;
    private final Converter converter;
    private final WorkerExecutor probes;
    private final WorkerExecutor conversions;

    /**
     * Starts no process.
     *
     * @param workFolder for the files of running conversions; it is on the disk that the results go to
     * @param slots how many conversions run at once, and how many probes
     */
    public Ffmpeg(Vertx vertx, FfmpegPrograms programs, Path workFolder, int slots, RunLimits limits) {
        this.programs = programs;
        this.workFolder = workFolder;
        this.prober = new Prober(programs, runner, limits);
        this.converter = new Converter(programs, runner, prober, limits);
        // A thread that waits for a process for its time limit is not blocked by mistake.
        long maxSeconds = limits.conversionTime().plus(limits.probeTime()).toSeconds() + 60;
        this.probes = vertx.createSharedWorkerExecutor("skein-ffprobe", slots, maxSeconds, TimeUnit.SECONDS);
        this.conversions = vertx.createSharedWorkerExecutor("skein-ffmpeg", slots, maxSeconds, TimeUnit.SECONDS);
    }

    /** The media types of files that can be read and converted. */
    public Set<String> supportedMimeTypes() {
        return programs.supportedMimeTypes();
    }

    /** Reads what a file contains, by its content; its name has no influence. Decodes at most a few frames. */
    public Future<MediaProbe> probe(Path file) {
        return run(probes, folder -> prober.probe(file, folder));
    }

    /** Converts to MP4 with H.264 and AAC. What has these codecs already and is within the target is copied. */
    public Future<TranscodedFile> toMp4(Path source, MediaProbe probe, VideoLimits limits, Path outputFolder) {
        return run(conversions, folder -> {
            limits.check(probe);
            Conversion conversion = video(limits).toMp4(probe, requireVideo(probe));
            return converter.convert(
                    request(source, probe, conversion, outputFolder), probe, limits.maxDuration(), folder);
        });
    }

    /** Converts a GIF to MP4 without sound, which clients play in a loop. */
    public Future<TranscodedFile> gifToMp4(Path source, MediaProbe probe, VideoLimits limits, Path outputFolder) {
        return run(conversions, folder -> {
            limits.check(probe);
            Conversion conversion = video(limits).toSilentMp4(requireVideo(probe));
            return converter.convert(
                    request(source, probe, conversion, outputFolder), probe, limits.maxDuration(), folder);
        });
    }

    /** Converts the sound of a file to MP3. MP3 is copied. */
    public Future<TranscodedFile> toMp3(Path source, MediaProbe probe, AudioLimits limits, Path outputFolder) {
        return run(conversions, folder -> {
            limits.check(probe);
            AudioStream audio = probe.audio().orElseThrow();
            if (!AudioConversion.isMp3(audio) && !programs.canEncodeMp3()) {
                throw new UnsupportedMediaException("has sound in a format other than MP3, which is not supported");
            }
            Conversion conversion = AudioConversion.toMp3(audio, limits);
            return converter.convert(
                    request(source, probe, conversion, outputFolder), probe, limits.maxDuration(), folder);
        });
    }

    /** Converts the first frame of a video, or a picture in AVIF, to a picture of at most this width and height. */
    public Future<TranscodedFile> posterFrame(
            Path source, MediaProbe probe, PosterFormat format, int maxEdge, Path outputFolder) {
        return run(conversions, folder -> {
            VideoStream video = requireVideo(probe);
            FrameSize size = video.displaySize().fitEdge(maxEdge);
            Conversion conversion = PictureConversion.toPicture(video.index(), size, format, "poster");
            return converter.convertToPicture(request(source, probe, conversion, outputFolder), size, format, folder);
        });
    }

    /** Converts the cover of a song to a picture of at most this width and height; empty if there is none. */
    public Future<Optional<TranscodedFile>> coverArt(
            Path source, MediaProbe probe, PosterFormat format, int maxEdge, Path outputFolder) {
        Optional<VideoStream> found = probe.cover().filter(cover -> cover.pixels() <= MAX_COVER_PIXELS);
        if (found.isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        VideoStream cover = found.get();
        return run(conversions, folder -> {
            FrameSize size = cover.displaySize().fitEdge(maxEdge);
            Conversion conversion = PictureConversion.toPicture(cover.index(), size, format, "cover");
            return Optional.of(
                    converter.convertToPicture(request(source, probe, conversion, outputFolder), size, format, folder));
        });
    }

    /** Kills what runs. Its futures fail, and so do those of calls that wait. */
    public Future<Void> close() {
        runner.close();
        return Future.all(probes.close(), conversions.close()).mapEmpty();
    }

    private VideoConversions video(VideoLimits limits) {
        if (!programs.canEncodeVideo()) {
            throw new UnsupportedMediaException("is a video, which is not supported");
        }
        return new VideoConversions(programs.h264Encoder().orElseThrow(), limits);
    }

    private static VideoStream requireVideo(MediaProbe probe) {
        return probe.video().orElseThrow(() -> new UnsupportedMediaException("contains no video"));
    }

    private static Converter.Request request(Path source, MediaProbe probe, Conversion conversion, Path outputFolder) {
        return new Converter.Request(new Input(source, probe.container()), conversion, outputFolder);
    }

    private <T> Future<T> run(WorkerExecutor executor, Step<T> step) {
        return executor.executeBlocking(
                () -> {
                    try (WorkFolder folder = WorkFolder.create(workFolder)) {
                        return step.run(folder.path());
                    } catch (IOException failed) {
                        throw new FfmpegException(
                                "A file of a conversion cannot be read or written: " + failed, true, failed);
                    }
                },
                false);
    }

    private interface Step<T> {
        T run(Path folder) throws IOException;
    }
}
