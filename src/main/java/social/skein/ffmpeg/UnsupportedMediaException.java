package social.skein.ffmpeg;

/** The file is at fault: it is no video or sound, has a format that is not supported, or exceeds a limit. */
public final class UnsupportedMediaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param clause what is wrong, to follow the words "The file", for instance "is longer than 20 minutes" */
    public UnsupportedMediaException(String clause) {
        super(clause, null, false, false);
    }

    /** What is wrong with the file, for its owner; it follows the words "The file". */
    public String clause() {
        return String.valueOf(getMessage());
    }
}
