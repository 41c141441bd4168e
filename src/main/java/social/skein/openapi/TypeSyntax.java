package social.skein.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads what a fragment says of a value's type, and writes it as JSON schema: {@code Id or null - what it answers} is a
 * reference to the schema {@code Id} or null, with a description.
 */
final class TypeSyntax {
    private static final Set<String> JSON_TYPES =
            Set.of("string", "integer", "number", "boolean", "object", "array", "null");
    private static final String NULLABLE_SUFFIX = " or null";
    private static final String LIST = "list of ";
    private static final String MAP = "map of ";
    private static final String ENUM = "one of ";
    private static final String DESCRIPTION_SEPARATOR = " - ";

    private TypeSyntax() {}

    /** The schema of a type; what is no text and has neither {@code is} nor {@code members} is a schema already. */
    static Map<String, Object> schema(Object type) {
        if (type instanceof String words) {
            return schemaOf(words);
        }
        Map<String, Object> given = YamlTree.map(type, "a type");
        if (given.containsKey("members")) {
            return object(given);
        }
        if (!given.containsKey("is")) {
            return given;
        }
        Map<String, Object> schema = schemaOf(String.valueOf(given.get("is")));
        given.forEach((key, value) -> {
            if (!key.equals("is")) {
                schema.put(key, value);
            }
        });
        return schema;
    }

    /** What stands before the dash. */
    static String typeExpression(String words) {
        int dash = words.indexOf(DESCRIPTION_SEPARATOR);
        return dash < 0 ? words : words.substring(0, dash);
    }

    private static Map<String, Object> schemaOf(String words) {
        Map<String, Object> schema = parse(typeExpression(words));
        int dash = words.indexOf(DESCRIPTION_SEPARATOR);
        if (dash >= 0) {
            schema.put("description", words.substring(dash + DESCRIPTION_SEPARATOR.length()));
        }
        return schema;
    }

    private static Map<String, Object> parse(String word) {
        if (word.endsWith(NULLABLE_SUFFIX)) {
            return nullable(parse(word.substring(0, word.length() - NULLABLE_SUFFIX.length())));
        }
        if (word.startsWith(LIST)) {
            return YamlTree.of("type", "array", "items", parse(word.substring(LIST.length())));
        }
        if (word.startsWith(MAP)) {
            return YamlTree.of("type", "object", "additionalProperties", parse(word.substring(MAP.length())));
        }
        if (word.startsWith(ENUM)) {
            return YamlTree.of(
                    "type",
                    "string",
                    "enum",
                    List.of(word.substring(ENUM.length()).split(",\\s*", -1)));
        }
        if (JSON_TYPES.contains(word)) {
            return YamlTree.of("type", word);
        }
        if (!word.matches("[A-Z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("\"" + word + "\" is no type: document.yaml says what is");
        }
        return YamlTree.of("$ref", "#/components/schemas/" + word);
    }

    private static Map<String, Object> nullable(Map<String, Object> schema) {
        Object type = schema.get("type");
        if (type instanceof String word && !schema.containsKey("enum")) {
            schema.put("type", List.of(word, "null"));
            return schema;
        }
        return YamlTree.of("anyOf", List.of(schema, YamlTree.of("type", "null")));
    }

    /** An object that has these members, all of them unless their name ends in a question mark, and no other. */
    private static Map<String, Object> object(Map<String, Object> given) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        YamlTree.map(given.get("members"), "members").forEach((name, type) -> {
            String bare = name.endsWith("?") ? name.substring(0, name.length() - 1) : name;
            properties.put(bare, schema(type));
            if (bare.equals(name)) {
                required.add(name);
            }
        });
        Map<String, Object> schema = YamlTree.of("type", "object");
        given.forEach((key, value) -> {
            if (!Arrays.asList("members", "extends").contains(key)) {
                schema.put(key, value);
            }
        });
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.putIfAbsent("additionalProperties", false);
        return schema;
    }
}
