package social.skein.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the {@code SKEIN_*} variables as settings. */
final class Environment {
    static final String PREFIX = "SKEIN_";
    private static final String FILE_SUFFIX = "_FILE";
    /** The code that opens the file checks its name. */
    private static final String DATA_DIR = PREFIX + "DATA_DIR";

    private final Map<String, String> keys = new LinkedHashMap<>();
    private final SettingsSchema schema;

    private Environment(SettingsSchema schema) {
        this.schema = schema;
        schema.defaults().keySet().forEach(key -> keys.put(SettingsSchema.environmentVariable(key), key));
    }

    static Map<String, Setting> read(SettingsSchema schema, Map<String, String> variables) {
        Environment environment = new Environment(schema);
        Map<String, Setting> settings = new LinkedHashMap<>();
        new TreeMap<>(variables).forEach((variable, value) -> {
            if (variable.startsWith(PREFIX) && !value.isEmpty() && !isKubernetesServiceVariable(variable, value)) {
                Setting setting = environment.setting(variable, value);
                settings.put(setting.key(), setting);
            }
        });
        return settings;
    }

    private Setting setting(String variable, String value) {
        if (!variable.equals(DATA_DIR)) {
            ReplacementCharacters.reject(variable, value);
        }
        return Optional.ofNullable(keys.get(variable))
                .map(key -> Setting.scalar(key, value, variable))
                .or(() -> fromFile(variable, value))
                .orElseThrow(() -> unknown(variable));
    }

    private Optional<Setting> fromFile(String variable, String file) {
        if (!variable.endsWith(FILE_SUFFIX)) {
            return Optional.empty();
        }
        String plain = variable.substring(0, variable.length() - FILE_SUFFIX.length());
        return Optional.ofNullable(keys.get(plain)).map(key -> Setting.scalar(key, readFile(variable, file), variable));
    }

    private static String readFile(String variable, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException unreadable) {
            throw new InvalidSettingException(
                    variable + " names " + file + ", which cannot be read; it should be the path of a text file.");
        }
    }

    private InvalidSettingException unknown(String variable) {
        String key = schema.closestKey(variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT));
        return new InvalidSettingException("The environment sets " + variable
                + ", which is not a setting. Did you mean " + SettingsSchema.environmentVariable(key) + "?");
    }

    /**
     * Kubernetes injects variables for a service named skein into every pod of the namespace; they look like settings.
     */
    private static boolean isKubernetesServiceVariable(String variable, String value) {
        return value.matches("(tcp|udp)://.*")
                || variable.matches(".*_SERVICE_(HOST|PORT)(_.*)?")
                || variable.matches(".*_PORT_\\d+_(TCP|UDP)_(PROTO|PORT|ADDR)");
    }
}
