package social.skein.embedded;

/** Why the embedded servers cannot run, in one sentence that says what to do; it is shown to the person as it is. */
public final class EmbeddedServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedServerException(String sentence) {
        super(sentence);
    }

    EmbeddedServerException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
