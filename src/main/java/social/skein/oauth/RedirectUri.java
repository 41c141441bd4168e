package social.skein.oauth;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A redirect URI, stored and compared as exact text. It is not a {@link java.net.URI}: apps register values like {@code
 * icecubesapp://} that do not parse as one.
 */
public record RedirectUri(String text) {
    /** Out of band: the code is shown to the user, who copies it into the app. */
    private static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[\\x21-\\x7e&&[^#\"<>\\\\]]+");

    /** A browser would execute or display these. */
    private static final Set<String> FORBIDDEN_SCHEMES =
            Set.of("javascript", "data", "vbscript", "blob", "file", "about");

    private static final int MAX_LENGTH = 2_000;

    boolean isAbsolute() {
        return text.length() <= MAX_LENGTH && ABSOLUTE.matcher(text).matches();
    }

    boolean isForbidden() {
        return FORBIDDEN_SCHEMES.contains(scheme());
    }

    public boolean isOutOfBand() {
        return OUT_OF_BAND.equals(text);
    }

    /** The scheme in lower case. */
    public String scheme() {
        return text.substring(0, Math.max(0, text.indexOf(':'))).toLowerCase(Locale.ROOT);
    }

    /** This URI with further query parameters. */
    String withQuery(String query) {
        return text + (text.indexOf('?') < 0 ? "?" : "&") + query;
    }

    @Override
    public String toString() {
        return text;
    }
}
