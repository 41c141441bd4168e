package social.skein.ffmpeg;

/**
 * A conversion failed through no evident fault of the file. The message is for the log: it can contain the last lines
 * that ffmpeg printed.
 */
public final class FfmpegException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    FfmpegException(String message, boolean retryable) {
        super(message, null, false, false);
        this.retryable = retryable;
    }

    FfmpegException(String message, boolean retryable, Throwable cause) {
        super(message, cause);
        this.retryable = retryable;
    }

    /** Whether the same file may succeed later: true if time or disk space ran out, false after a crash. */
    public boolean isRetryable() {
        return retryable;
    }
}
