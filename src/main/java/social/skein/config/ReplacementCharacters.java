package social.skein.config;

/** Detects texts that Java could not read in the locale of the process and has replaced by U+FFFD. */
public final class ReplacementCharacters {
    private static final char REPLACEMENT = '\uFFFD';

    private ReplacementCharacters() {}

    /**
     * Fails if the text has replaced characters.
     *
     * @param subject the text's name at the start of a sentence
     */
    public static void reject(String subject, String text) {
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw new IllegalArgumentException(subject
                    + " has characters that this locale cannot represent, so they were not read correctly."
                    + " Set LC_ALL=C.UTF-8 and try again");
        }
    }
}
