package social.skein.app;

/** Why a process could not start, in one sentence for the person who started it. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    StartFailure(String sentence) {
        super(sentence);
    }
}
