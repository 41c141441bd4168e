package social.skein.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The effective settings with their sources. The environment overrides the file, the file overrides the defaults. */
public final class Settings {
    private static final List<String> DEFAULT_FILES = List.of("conf/skein.yaml", "skein.yaml");

    private final SettingsSchema schema;
    private final Map<String, Setting> settings;

    private Settings(SettingsSchema schema, Map<String, Setting> settings) {
        this.schema = schema;
        this.settings = settings;
    }

    /** Loads and validates the given file, or the first default file that exists, and then the environment. */
    public static Settings load(Optional<Path> file, Map<String, String> environment) {
        return load(file, environment, Path.of(""));
    }

    static Settings load(Optional<Path> file, Map<String, String> environment, Path folder) {
        SettingsSchema schema = SettingsSchema.bundled();
        Map<String, Setting> settings = new LinkedHashMap<>(schema.defaults());
        file.or(() -> defaultFile(folder)).ifPresent(path -> settings.putAll(readFile(schema, path)));
        settings.putAll(Environment.read(schema, environment));
        Settings loaded = new Settings(schema, settings);
        return loaded.validated();
    }

    private static Optional<Path> defaultFile(Path folder) {
        return DEFAULT_FILES.stream()
                .map(name -> folder.toString().isEmpty() ? Path.of(name) : folder.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Map<String, Setting> readFile(SettingsSchema schema, Path path) {
        Map<String, Setting> written = YamlFile.read(path.toString(), content(path));
        Map<String, Setting> settings = new LinkedHashMap<>();
        written.forEach((key, setting) -> {
            if (schema.contains(key)) {
                settings.put(key, setting);
            } else if (!schema.isSection(key) || !setting.values().isEmpty()) {
                throw unknownKey(schema, setting);
            }
        });
        return settings;
    }

    private static String content(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw new InvalidSettingException("The configuration file " + path
                    + " cannot be read; --config should be the path of a readable YAML file in UTF-8.");
        }
    }

    private static InvalidSettingException unknownKey(SettingsSchema schema, Setting setting) {
        String location = setting.source().orElseThrow();
        if (schema.isSection(setting.key())) {
            return new InvalidSettingException(
                    location + " sets \"" + setting.key() + "\" to a value, but it is a section of settings like "
                            + schema.closestKey(setting.key() + ".") + ".");
        }
        return new InvalidSettingException(location + " sets \"" + setting.key()
                + "\", which is not a setting. Did you mean \"" + schema.closestKey(setting.key()) + "\"?");
    }

    private Settings validated() {
        Objects.requireNonNull(config());
        return this;
    }

    /** A copy with one setting replaced, for instance by a command-line option. */
    public Settings with(String key, String value, String source) {
        if (!schema.contains(key)) {
            throw new IllegalArgumentException(key);
        }
        Map<String, Setting> changed = new LinkedHashMap<>(settings);
        changed.put(key, Setting.scalar(key, value, source));
        return new Settings(schema, changed).validated();
    }

    /** The validated configuration; throws {@link InvalidSettingException} for the first invalid setting. */
    public Config config() {
        return new ConfigParser(this).parse();
    }

    /** The settings as YAML that can be loaded again, with secrets masked and the source of each non-default value. */
    public String print() {
        return ConfigPrinter.print(List.copyOf(settings.values()));
    }

    Setting get(String key) {
        return Optional.ofNullable(settings.get(key)).orElseThrow(() -> new IllegalArgumentException(key));
    }

    /** All known keys. */
    static List<String> keys() {
        return new ArrayList<>(SettingsSchema.bundled().defaults().keySet());
    }
}
