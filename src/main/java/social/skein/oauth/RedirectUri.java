package social.skein.oauth;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A redirect URI, stored and compared as exact text, except for the port of a loopback address. It is not a {@link
 * java.net.URI}: apps register values like {@code icecubesapp://} that do not parse as one.
 */
public record RedirectUri(String text) {
    /** Out of band: the code is shown to the user, who copies it into the app. */
    private static final String OUT_OF_BAND = "urn:ietf:wg:oauth:2.0:oob";

    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[\\x21-\\x7e&&[^#\"<>\\\\]]+");

    /** A browser would execute or display these. */
    private static final Set<String> FORBIDDEN_SCHEMES =
            Set.of("javascript", "data", "vbscript", "blob", "file", "about");

    private static final int MAX_LENGTH = 2_000;

    private static final Pattern LOOPBACK =
            Pattern.compile("http://(?<host>127\\.0\\.0\\.1|\\[::1])(?::(?<port>[0-9]{1,5}))?(?<rest>(?:[/?].*)?)");

    private static final int MAX_PORT = 65_535;

    /**
     * Whether this is the registered URI. An app on the user's computer listens on a port that is free at the moment,
     * so that of a loopback address may differ (RFC 8252, section 7.3); all the rest must be equal.
     */
    boolean matches(String registered) {
        return text.equals(registered) || isSameLoopback(registered);
    }

    private boolean isSameLoopback(String registered) {
        Matcher own = LOOPBACK.matcher(text);
        Matcher other = LOOPBACK.matcher(registered);
        return own.matches()
                && other.matches()
                && isPort(own.group("port"))
                && own.group("host").equals(other.group("host"))
                && own.group("rest").equals(other.group("rest"));
    }

    private static boolean isPort(@Nullable String digits) {
        return digits == null || (Integer.parseInt(digits) > 0 && Integer.parseInt(digits) <= MAX_PORT);
    }

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
