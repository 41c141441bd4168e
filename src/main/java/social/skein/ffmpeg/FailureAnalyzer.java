package social.skein.ffmpeg;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides from the end of a run whether the file is at fault or this server. */
final class FailureAnalyzer {
    private static final int SIGNAL_BASE = 128;
    private static final int SIGXFSZ = 25;

    /** ffmpeg itself exits with up to 255, which is -1. */
    private static final int LAST_SIGNAL = SIGNAL_BASE + 64;

    /** The shell answers so, or with 127, if it cannot run the program. */
    private static final int NOT_EXECUTABLE = 126;

    private static final Pattern OUT_OF_MEMORY = Pattern.compile(
            "(?i)cannot allocate memory|malloc of size|out of memory|memory allocation|get_buffer\\(\\) failed|failed to map segment|"
                    + "resource temporarily unavailable");
    private static final Pattern DISK_FULL = Pattern.compile("(?i)no space left on device|disk quota exceeded");
    private static final Pattern FILE_TOO_LARGE = Pattern.compile("(?i)file too large");

    /** Of {@code -codec_whitelist}. */
    private static final Pattern CODEC_REFUSED = Pattern.compile("Codec \\((\\w{1,40})\\) not on whitelist");

    private FailureAnalyzer() {}

    /** The failure of a run that did not succeed. */
    static RuntimeException failure(String program, RunOutcome outcome) {
        String errors = outcome.errors();
        if (outcome.timedOut()) {
            return new FfmpegException(program + " exceeded its time limit and was killed: " + errors, true);
        }
        if (DISK_FULL.matcher(errors).find()) {
            return new FfmpegException(program + " found the disk full: " + errors, true);
        }
        return clause(outcome)
                .<RuntimeException>map(UnsupportedMediaException::new)
                .orElseGet(() -> new FfmpegException(
                        program + " ended with exit code " + outcome.exitCode() + ": " + errors, false));
    }

    private static Optional<String> clause(RunOutcome outcome) {
        int exitCode = outcome.exitCode();
        if (exitCode == SIGNAL_BASE + SIGXFSZ
                || FILE_TOO_LARGE.matcher(outcome.errors()).find()) {
            return Optional.of("would be too large after its conversion; a shorter one is needed");
        }
        if (OUT_OF_MEMORY.matcher(outcome.errors()).find()) {
            return Optional.of("needs too much memory to be decoded; a smaller resolution is needed");
        }
        if (exitCode >= NOT_EXECUTABLE && exitCode <= LAST_SIGNAL) {
            return Optional.empty();
        }
        Matcher refused = CODEC_REFUSED.matcher(outcome.errors());
        return Optional.of(
                refused.find()
                        ? "has a stream in the codec " + refused.group(1) + ", which is not supported"
                        : "is damaged or incomplete");
    }
}
