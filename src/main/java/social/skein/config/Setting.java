package social.skein.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One setting as it was written.
 *
 * @param key its path, joined by dots
 * @param values what it was set to; a plain value is a list of one
 * @param isList whether it was written as a list
 * @param source where it was set, or nothing where it is the default
 */
record Setting(String key, List<String> values, boolean isList, Optional<String> source) {

    static Setting scalar(String key, String value, String from) {
        return new Setting(key, List.of(value), false, Optional.of(from));
    }

    /** The value as text; where a list was written, separated by commas. */
    String text() {
        return String.join(",", values);
    }

    /** The values of a list, which may be written as one text with commas. */
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

    /** The value as people may see it. */
    String redacted() {
        return key.endsWith(".secret") && !text().isEmpty() ? "***" : Secrets.redact(text());
    }

    /** The sentence that this value will not do. */
    InvalidSettingException invalid(String expected) {
        String where = source.map(place -> " (" + place + ")").orElse("");
        return new InvalidSettingException(
                key + " is \"" + redacted() + "\"" + where + "; it should be " + expected + ".");
    }
}
