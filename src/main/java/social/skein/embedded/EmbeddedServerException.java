package social.skein.embedded;

/** A failure of the embedded servers; the message is one sentence for the operator, with the remedy. */
public final class EmbeddedServerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedServerException(String sentence) {
        super(sentence);
    }

    EmbeddedServerException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
