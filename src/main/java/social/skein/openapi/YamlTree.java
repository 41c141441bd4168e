package social.skein.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** YAML as maps in document order. */
final class YamlTree {
    private static final ObjectMapper YAML = new YAMLMapper();

    private YamlTree() {}

    /** Reads a file of {@code openapi/} in the jar, with {@code ORIGIN} replaced by the public URL of the server. */
    static Map<String, Object> read(String name, String origin) {
        try (InputStream file = YamlTree.class.getResourceAsStream("/openapi/" + name)) {
            if (file == null) {
                throw new IllegalArgumentException("openapi/" + name + " is missing in the jar");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8).replace("ORIGIN", origin);
            return map(YAML.readValue(text, Object.class), name);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Map<String, Object> mapOf(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** The value as a map with text keys; throws if the fragment has another value there. */
    static Map<String, Object> map(@Nullable Object value, String what) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(what + " must be a map in the fragments of openapi/, but is " + value);
        }
        Map<String, Object> named = new LinkedHashMap<>();
        map.forEach((name, entry) -> named.put(String.valueOf(name), entry));
        return named;
    }
}
