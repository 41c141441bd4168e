package social.skein.config;

import java.util.regex.Pattern;

/** Masks secrets in text for terminals and logs. */
public final class Secrets {
    /** The password of a URI: between the colon and the last {@code @} of the word, unless the colon starts a port. */
    private static final Pattern PASSWORD = Pattern.compile("(://[^\\s/:@\"']*:)(?!\\d{1,5}/)[^\\s\"']+@");

    /** The value of a parameter with a sensitive name, in queries, forms, JSON and headers. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:access_token|refresh_token|client_secret|password|code_verifier)[\"']?\\s*[=:]\\s*[\"']?)"
                    + "[^\\s&\"',;}]+");

    private static final Pattern HEADER =
            Pattern.compile("(?i)((?:authorization|cookie|bearer)\\b[\"']?\\s*[=:]?\\s*[\"']?(?:(?:bearer|basic)\\s+)?)"
                    + "[A-Za-z0-9+/=_.~-]{16,}");

    private Secrets() {}

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
