package social.skein.config;

import java.util.regex.Pattern;

/** Takes secrets out of text that people or log files will see. */
public final class Secrets {
    /** The password of an address: between the colon and the last {@code @} of the word, unless a port stands there. */
    private static final Pattern PASSWORD = Pattern.compile("(://[^\\s/:@\"']*:)(?!\\d{1,5}/)[^\\s\"']+@");

    /** What follows a telling name, in queries, forms, JSON and headers. */
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:access_token|refresh_token|client_secret|password|code_verifier)[\"']?\\s*[=:]\\s*[\"']?)"
                    + "[^\\s&\"',;}]+");

    private static final Pattern HEADER =
            Pattern.compile("(?i)((?:authorization|cookie|bearer)\\b[\"']?\\s*[=:]?\\s*[\"']?(?:(?:bearer|basic)\\s+)?)"
                    + "[A-Za-z0-9+/=_.~-]{16,}");

    private Secrets() {}

    /** The text with {@code ***} in place of each secret. */
    public static String redact(String text) {
        String hidden = text;
        if (hidden.contains("://")) {
            hidden = PASSWORD.matcher(hidden).replaceAll("$1***@");
        }
        hidden = NAMED.matcher(hidden).replaceAll("$1***");
        return HEADER.matcher(hidden).replaceAll("$1***");
    }
}
