package social.skein.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a YAML file as flat settings with the line of each. */
final class YamlFile {
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final String name;
    private final JsonParser parser;

    private YamlFile(String name, JsonParser parser) {
        this.name = name;
        this.parser = parser;
    }

    /** The settings by key, in the order of the file. An empty section is returned as a setting without values. */
    static Map<String, Setting> read(String name, String text) {
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            YamlFile file = new YamlFile(name, parser);
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                file.parseSection("");
            } else if (first != null && first != JsonToken.VALUE_NULL) {
                throw new InvalidSettingException(
                        file.location() + " should start with a setting like \"domain: skein.example\".");
            }
            return file.settings;
        } catch (JsonProcessingException malformed) {
            throw new InvalidSettingException(name + " is not valid YAML, " + errorMessage(malformed) + ".");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void parseSection(String path) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = path + parser.currentName();
            String location = location();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                parseSection(key + ".");
            } else if (value == JsonToken.START_ARRAY) {
                add(new Setting(key, parseList(key), true, Optional.of(location)));
            } else if (value == JsonToken.VALUE_NULL) {
                add(new Setting(key, List.of(), false, Optional.of(location)));
            } else {
                add(Setting.scalar(key, parser.getText(), location));
            }
        }
    }

    private List<String> parseList(String key) throws IOException {
        List<String> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (!token.isScalarValue()) {
                throw new InvalidSettingException(location() + ": " + key + " should be a list of scalars.");
            }
            values.add(parser.getText());
        }
        return values;
    }

    private void add(Setting setting) {
        Setting earlier = settings.put(setting.key(), setting);
        if (earlier != null) {
            throw new InvalidSettingException(setting.key() + " is set twice: "
                    + earlier.source().orElse(name) + " and " + setting.source().orElse(name) + ".");
        }
    }

    private String location() {
        return name + " line " + parser.currentTokenLocation().getLineNr();
    }

    /** The parser's message without the excerpts it quotes, whose lines start with a space. */
    private static String errorMessage(JsonProcessingException malformed) {
        String message = malformed
                .getOriginalMessage()
                .lines()
                .filter(line -> !line.startsWith(" "))
                .collect(Collectors.joining(", "));
        return malformed.getLocation() == null
                ? message
                : "line " + malformed.getLocation().getLineNr() + ": " + message;
    }
}
