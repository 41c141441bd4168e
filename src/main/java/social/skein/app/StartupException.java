package social.skein.app;

/** Why a process could not start, in one sentence for the person who started it. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartupException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    StartupException(String sentence) {
        super(sentence);
    }
}
