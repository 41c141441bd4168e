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

/** What is in effect, setting by setting, and where each came from: defaults, below a file, below the environment. */
public final class Settings {
    private static final List<String> DEFAULT_FILES = List.of("conf/skein.yaml", "skein.yaml");

    private final SettingsSchema schema;
    private final Map<String, Setting> settings;

    private Settings(SettingsSchema schema, Map<String, Setting> settings) {
        this.schema = schema;
        this.settings = settings;
    }

    /** Loads the named file, or else the first usual one that is there, and the environment on top; checks them all. */
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
                    + " cannot be read; --config should name a YAML file in UTF-8 that this user may read.");
        }
    }

    private static InvalidSettingException unknownKey(SettingsSchema schema, Setting setting) {
        String where = setting.source().orElseThrow();
        if (schema.isSection(setting.key())) {
            return new InvalidSettingException(
                    where + " gives \"" + setting.key() + "\" a value, but it is a section: settings like "
                            + schema.closestKey(setting.key() + ".") + " go below it.");
        }
        return new InvalidSettingException(where + " sets \"" + setting.key()
                + "\", which is no setting. Did you mean \"" + schema.closestKey(setting.key()) + "\"?");
    }

    private Settings validated() {
        Objects.requireNonNull(config());
        return this;
    }

    /** The same settings with one set anew, by a command line option for instance. */
    public Settings with(String key, String value, String from) {
        if (!schema.contains(key)) {
            throw new IllegalArgumentException(key);
        }
        Map<String, Setting> changed = new LinkedHashMap<>(settings);
        changed.put(key, Setting.scalar(key, value, from));
        return new Settings(schema, changed).validated();
    }

    /** The settings as checked records; a {@link InvalidSettingException} says what is wrong with the first that will not do. */
    public Config config() {
        return new ConfigParser(this).parse();
    }

    /** The settings as YAML that loads again, without secrets; what is not the default says where it came from. */
    public String print() {
        return ConfigPrinter.print(List.copyOf(settings.values()));
    }

    Setting get(String key) {
        return Optional.ofNullable(settings.get(key)).orElseThrow(() -> new IllegalArgumentException(key));
    }

    /** Every key there is. */
    static List<String> keys() {
        return new ArrayList<>(SettingsSchema.bundled().defaults().keySet());
    }
}
