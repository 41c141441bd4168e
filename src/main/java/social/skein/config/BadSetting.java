package social.skein.config;

/** Why the settings cannot be used, in one sentence for the person who wrote them. */
public final class BadSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadSetting(String sentence) {
        super(sentence, null, false, false);
    }
}
