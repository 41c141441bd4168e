package social.skein.config;

/** Why the settings cannot be used, in one sentence for the person who wrote them. */
public final class InvalidSettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSettingException(String sentence) {
        super(sentence, null, false, false);
    }
}
