package social.skein.app;

/**
 * Reports that a process cannot start, or that a step of a command or of the shutdown failed. The message is one
 * sentence for the operator.
 */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartupException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    StartupException(String sentence) {
        super(sentence);
    }
}
