package social.skein.config;

import java.util.Set;
import java.util.regex.Pattern;

/** Masks secrets in text for terminals and logs. */
public final class SecretMasker {
    /** The password of a URI: between the colon and the last {@code @} of the word, unless the colon starts a port. */
    private static final Pattern PASSWORD = Pattern.compile("(://[^\\s/:@\"']*:)(?!\\d{1,5}/)[^\\s\"']+@");

    /** The value of a parameter with a sensitive name, in queries, forms, JSON and headers. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:access_token|refresh_token|id_token|client[_-]secret|provisioning[._]token|password|code_verifier)[\"']?\\s*[=:]\\s*[\"']?)"
                    + "[^\\s&\"',;}]+");

    private static final Pattern HEADER =
            Pattern.compile("(?i)((?:authorization|cookie|bearer)\\b[\"']?\\s*[=:]?\\s*[\"']?(?:(?:bearer|basic)\\s+)?)"
                    + "[A-Za-z0-9+/=_.~-]{16,}");

    /** The last parts of the settings that are secrets as a whole. */
    private static final Set<String> SECRET_SETTINGS = Set.of("secret", "client-secret", "token");

    private SecretMasker() {}

    /** Whether the whole value of a setting is a secret. */
    static boolean isSecret(String key) {
        return SECRET_SETTINGS.contains(key.substring(key.lastIndexOf('.') + 1));
    }

    /** The text with {@code ***} in place of each secret. */
    public static String redact(String text) {
        String redacted = text;
        if (redacted.contains("://")) {
            redacted = PASSWORD.matcher(redacted).replaceAll("$1***@");
        }
        redacted = NAMED.matcher(redacted).replaceAll("$1***");
        return HEADER.matcher(redacted).replaceAll("$1***");
    }
}
