package social.skein.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.embedded.ExecutableFinder;

/** Finds the ffmpeg that the setting {@code media.ffmpeg} names, and asks it what it can do. */
public final class FfmpegLocator {
    private static final Logger log = LoggerFactory.getLogger(FfmpegLocator.class);

    /** Each answer takes a tenth of a second. */
    private static final RunLimits LIMITS =
            new RunLimits(Duration.ofSeconds(5), Duration.ofSeconds(5), 2L << 30, 1 << 20, 1);

    private static final Pattern VERSION = Pattern.compile("^ff(?:mpeg|probe) version (\\S+)");

    /** A line of {@code -decoders}: flags, a name, a description. The legend before has an equals sign as the name. */
    private static final Pattern LISTED = Pattern.compile("(?m)^ [A-Z. ]{2,6} ([\\w,.-]+) ");

    private final ProcessRunner runner = new ProcessRunner();
    private final Path folder;

    private FfmpegLocator(Path folder) {
        this.folder = folder;
    }

    /**
     * Finds ffmpeg and ffprobe and runs both. Blocks for up to 25 seconds, normally for half a second.
     *
     * @param setting {@code auto} for the programs on the {@code PATH}, if they are there and work; {@code none}; or the
     *     path of ffmpeg or of its folder, with ffprobe in the same folder
     * @param isAvifAllowed whether pictures in AVIF are accepted
     * @throws IllegalArgumentException if a path is set but its programs do not work; the message says why
     */
    public static Optional<FfmpegPrograms> find(String setting, boolean isAvifAllowed) {
        return switch (setting) {
            case "none" -> Optional.empty();
            case "auto" -> findInstalled(isAvifAllowed);
            default -> Optional.of(read(ffmpegAt(Path.of(setting)), isAvifAllowed));
        };
    }

    private static Optional<FfmpegPrograms> findInstalled(boolean isAvifAllowed) {
        Optional<Path> ffmpeg = ExecutableFinder.find("ffmpeg");
        try {
            return ffmpeg.map(program -> read(program, isAvifAllowed));
        } catch (IllegalArgumentException unusable) {
            log.warn("Video and sound are not accepted: {}", unusable.getMessage());
            return Optional.empty();
        }
    }

    private static Path ffmpegAt(Path path) {
        return Files.isDirectory(path) ? path.resolve("ffmpeg") : path;
    }

    private static FfmpegPrograms read(Path ffmpeg, boolean isAvifAllowed) {
        Path program = ffmpeg.toAbsolutePath();
        try (WorkFolder folder = WorkFolder.create(Path.of(System.getProperty("java.io.tmpdir")))) {
            return new FfmpegLocator(folder.path()).read(program, program.resolveSibling("ffprobe"), isAvifAllowed);
        } catch (IOException unwritable) {
            throw new IllegalArgumentException(
                    "no folder can be created in " + System.getProperty("java.io.tmpdir") + ": " + unwritable,
                    unwritable);
        }
    }

    private FfmpegPrograms read(Path ffmpeg, Path ffprobe, boolean isAvifAllowed) {
        String version = version(ffmpeg);
        String probeVersion = version(ffprobe);
        if (!version.equals(probeVersion)) {
            throw new IllegalArgumentException(
                    ffmpeg + " is version " + version + ", but " + ffprobe + " is " + probeVersion);
        }
        return new FfmpegPrograms(
                ffmpeg,
                ffprobe,
                version,
                list(ffmpeg, "-demuxers"),
                list(ffmpeg, "-decoders"),
                list(ffmpeg, "-encoders"),
                isAvifAllowed);
    }

    private String version(Path program) {
        if (!Files.isExecutable(program)) {
            throw new IllegalArgumentException(program + " is not an executable file");
        }
        Matcher version = VERSION.matcher(output(program, "-version"));
        if (!version.find()) {
            throw new IllegalArgumentException(program + " -version does not print the version of ffmpeg or ffprobe");
        }
        return version.group(1);
    }

    private Set<String> list(Path program, String option) {
        return LISTED.matcher(output(program, option))
                .results()
                .flatMap(line -> Arrays.stream(line.group(1).split(",")))
                .collect(Collectors.toSet());
    }

    private String output(Path program, String option) {
        try {
            RunOutcome outcome = runner.run(List.of(program.toString(), "-hide_banner", option), folder, LIMITS);
            if (!outcome.succeeded()) {
                throw new IllegalArgumentException(program + " " + option
                        + (outcome.timedOut() ? " did not end within 5 s" : " failed: " + outcome.errors()));
            }
            return outcome.output();
        } catch (IOException refused) {
            throw new IllegalArgumentException(program + " cannot be run: " + refused.getMessage(), refused);
        }
    }
}
