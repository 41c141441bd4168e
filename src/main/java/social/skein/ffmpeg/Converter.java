package social.skein.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/** Runs conversions, and verifies and moves their results. Blocking. */
final class Converter {
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private final FfmpegPrograms programs;
    private final ProcessRunner runner;
    private final Prober prober;
    private final RunLimits limits;

    Converter(FfmpegPrograms programs, ProcessRunner runner, Prober prober, RunLimits limits) {
        this.programs = programs;
        this.runner = runner;
        this.prober = prober;
        this.limits = limits;
    }

    /** Converts to video or sound. The result is longer than {@code maxDuration} only if the file claimed to be shorter. */
    TranscodedFile convert(Request request, MediaProbe probe, Duration maxDuration, Path folder) throws IOException {
        Path result = run(request, folder);
        MediaProbe converted = prober.probe(result, folder);
        requireWhole(probe, converted.duration());
        AudioLimits.excess(converted.duration(), maxDuration.plus(TOLERANCE.dividedBy(2)))
                .ifPresent(clause -> {
                    throw new UnsupportedMediaException(AudioLimits.excess(converted.duration(), maxDuration)
                            .orElse(clause));
                });
        FrameSize size = converted.video().map(VideoStream::displaySize).orElse(new FrameSize(0, 0));
        double frameRate = converted.video().map(VideoStream::frameRate).orElse(0.0);
        return new TranscodedFile(
                move(result, request.outputFolder()),
                converted.mimeType(),
                size.width(),
                size.height(),
                converted.duration(),
                frameRate,
                converted.bitRate(),
                Files.size(request.outputFolder().resolve(result.getFileName())));
    }

    /** Converts to a picture of a known size. */
    TranscodedFile convertToPicture(Request request, FrameSize size, PosterFormat format, Path folder)
            throws IOException {
        Path result = move(run(request, folder), request.outputFolder());
        return new TranscodedFile(
                result, format.mimeType(), size.width(), size.height(), Duration.ZERO, 0, 0, Files.size(result));
    }

    /** A conversion of a file. */
    record Request(Input input, Conversion conversion, Path outputFolder) {}

    private Path run(Request request, Path folder) throws IOException {
        Conversion conversion = request.conversion();
        RunOutcome outcome =
                runner.run(conversion.command(programs, request.input(), limits.threads()), folder, limits);
        Path result = folder.resolve(conversion.fileName());
        if (!outcome.succeeded()) {
            throw FailureAnalyzer.failure("ffmpeg", outcome);
        }
        if (!Files.exists(result) || Files.size(result) == 0) {
            throw new UnsupportedMediaException("is damaged or incomplete");
        }
        return result;
    }

    /** ffmpeg reads what is there of a file that ends too early, and succeeds. */
    private static void requireWhole(MediaProbe source, Duration converted) {
        Duration expected = source.duration().multipliedBy(9).dividedBy(10).minus(TOLERANCE);
        if (source.container().hasExactDuration() && converted.compareTo(expected) < 0) {
            throw new UnsupportedMediaException("is incomplete: it should last "
                    + source.duration().toSeconds() + " seconds, but ends after " + converted.toSeconds());
        }
    }

    private static Path move(Path result, Path outputFolder) throws IOException {
        Path target = Files.createDirectories(outputFolder).resolve(result.getFileName());
        return Files.move(result, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
