package social.skein.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The known settings and their defaults: those of the {@code skein.yaml} in the jar. */
final class SettingsSchema {
    private static final String FILE = "/skein.yaml";

    private final Map<String, Setting> defaults;

    private SettingsSchema(Map<String, Setting> defaults) {
        this.defaults = defaults;
    }

    static SettingsSchema bundled() {
        Map<String, Setting> defaults = new LinkedHashMap<>();
        YamlFile.read("skein.yaml in the jar", text())
                .values()
                .forEach(setting -> defaults.put(
                        setting.key(),
                        new Setting(setting.key(), setting.values(), setting.isList(), Optional.empty())));
        return new SettingsSchema(defaults);
    }

    private static String text() {
        try (InputStream file = Objects.requireNonNull(SettingsSchema.class.getResourceAsStream(FILE), FILE)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Map<String, Setting> defaults() {
        return defaults;
    }

    boolean contains(String key) {
        return defaults.containsKey(key);
    }

    /** Whether the key is a section, that is a prefix of settings. */
    boolean isSection(String key) {
        return defaults.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
    }

    /** The environment variable of a key. */
    static String environmentVariable(String key) {
        return Environment.PREFIX + normalize(key).toUpperCase(Locale.ROOT);
    }

    /** The known key closest to a misspelt one, compared as a whole and by its last part. */
    String closestKey(String unknown) {
        return closestKey(unknown, defaults.keySet());
    }

    private static String closestKey(String unknown, Collection<String> keys) {
        String wanted = normalize(unknown);
        return keys.stream()
                .min(Comparator.comparingInt(key -> Math.min(
                        levenshtein(wanted, normalize(key)),
                        levenshtein(wanted, normalize(key.substring(key.lastIndexOf('.') + 1))))))
                .orElseThrow();
    }

    private static String normalize(String key) {
        return key.replaceAll("[.-]", "_").toLowerCase(Locale.ROOT);
    }

    /** The edit distance. */
    private static int levenshtein(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
