package social.skein.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.List;
import java.util.stream.Collectors;

/** Prints the settings as YAML, nested as in the file, with the source of each non-default value as a comment. */
final class ConfigPrinter {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES));

    private final StringBuilder yaml = new StringBuilder();
    private String section = "";

    private ConfigPrinter() {}

    static String print(List<Setting> settings) {
        ConfigPrinter printer = new ConfigPrinter();
        settings.forEach(printer::add);
        return printer.yaml.toString();
    }

    private void add(Setting setting) {
        int dot = setting.key().lastIndexOf('.');
        String parent = dot < 0 ? "" : setting.key().substring(0, dot);
        if (!parent.equals(section)) {
            yaml.append(parent).append(":\n");
            section = parent;
        }
        yaml.append(parent.isEmpty() ? "" : "  ")
                .append(setting.key().substring(dot + 1))
                .append(": ")
                .append(value(setting));
        setting.source().ifPresent(source -> yaml.append("  # from ").append(source));
        yaml.append('\n');
    }

    private static String value(Setting setting) {
        return setting.isList()
                ? setting.values().stream().map(ConfigPrinter::quote).collect(Collectors.joining(", ", "[", "]"))
                : scalar(setting.redacted());
    }

    /** Quotes list entries, which may contain commas or brackets. */
    private static String quote(String text) {
        return '"' + SecretMasker.redact(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String scalar(String text) {
        if (text.matches("true|false|\\d+")) {
            return text;
        }
        try {
            // The generator writes the document marker before an empty string even if it is disabled.
            return YAML.writeValueAsString(text).replaceFirst("^--- ", "").strip();
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(text, impossible);
        }
    }
}
