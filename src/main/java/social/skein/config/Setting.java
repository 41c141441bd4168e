package social.skein.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One setting as written.
 *
 * @param key the path, joined by dots
 * @param values a scalar is a list of one
 * @param isList whether it was written as a list
 * @param source where it was set; empty for a default
 */
record Setting(String key, List<String> values, boolean isList, Optional<String> source) {

    static Setting scalar(String key, String value, String from) {
        return new Setting(key, List.of(value), false, Optional.of(from));
    }

    /** The value as text; the entries of a list are joined by commas. */
    String text() {
        return String.join(",", values);
    }

    /** The entries of a list, which may also be written as one comma-separated string. */
    List<String> entries() {
        List<String> entries = new ArrayList<>();
        for (String value : values) {
            for (String part : value.split(",")) {
                if (!part.isBlank()) {
                    entries.add(part.strip());
                }
            }
        }
        return List.copyOf(entries);
    }

    /** The value with secrets masked. */
    String redacted() {
        return SecretMasker.isSecret(key) && !text().isEmpty() ? "***" : SecretMasker.redact(text());
    }

    /** The exception for an invalid value; {@code expected} completes "it should be". */
    InvalidSettingException invalid(String expected) {
        String location = source.map(origin -> " (" + origin + ")").orElse("");
        return new InvalidSettingException(
                key + " is \"" + redacted() + "\"" + location + "; it should be " + expected + ".");
    }
}
