package social.skein.config;

/** An invalid setting; the message is one sentence for the operator. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSettingException(String sentence) {
        super(sentence, null, false, false);
    }
}
