package social.skein.openapi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Translates the type shorthand of the fragments to JSON Schema: {@code Id or null - the parent} becomes a nullable
 * reference to the schema {@code Id} with a description.
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

    /** The schema of a type. A map with neither {@code is} nor {@code members} is a schema already. */
    static Map<String, Object> schema(Object type) {
        if (type instanceof String text) {
            return schemaOf(text);
        }
        Map<String, Object> map = YamlTree.map(type, "a type");
        if (map.containsKey("members")) {
            return object(map);
        }
        if (!map.containsKey("is")) {
            return map;
        }
        Map<String, Object> schema = schemaOf(String.valueOf(map.get("is")));
        map.forEach((key, value) -> {
            if (!key.equals("is")) {
                schema.put(key, value);
            }
        });
        return schema;
    }

    /** The part before the description. */
    static String typeExpression(String text) {
        int dash = text.indexOf(DESCRIPTION_SEPARATOR);
        return dash < 0 ? text : text.substring(0, dash);
    }

    private static Map<String, Object> schemaOf(String text) {
        Map<String, Object> schema = parse(typeExpression(text));
        int dash = text.indexOf(DESCRIPTION_SEPARATOR);
        if (dash >= 0) {
            schema.put("description", text.substring(dash + DESCRIPTION_SEPARATOR.length()));
        }
        return schema;
    }

    private static Map<String, Object> parse(String word) {
        if (word.endsWith(NULLABLE_SUFFIX)) {
            return nullable(parse(word.substring(0, word.length() - NULLABLE_SUFFIX.length())));
        }
        if (word.startsWith(LIST)) {
            return YamlTree.mapOf("type", "array", "items", parse(word.substring(LIST.length())));
        }
        if (word.startsWith(MAP)) {
            return YamlTree.mapOf("type", "object", "additionalProperties", parse(word.substring(MAP.length())));
        }
        if (word.startsWith(ENUM)) {
            return YamlTree.mapOf(
                    "type",
                    "string",
                    "enum",
                    List.of(word.substring(ENUM.length()).split(",\\s*", -1)));
        }
        if (JSON_TYPES.contains(word)) {
            return YamlTree.mapOf("type", word);
        }
        if (!word.matches("[A-Z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("\"" + word + "\" is not a type; document.yaml lists the valid ones");
        }
        return YamlTree.mapOf("$ref", "#/components/schemas/" + word);
    }

    private static Map<String, Object> nullable(Map<String, Object> schema) {
        Object type = schema.get("type");
        if (type instanceof String word && !schema.containsKey("enum")) {
            schema.put("type", List.of(word, "null"));
            return schema;
        }
        return YamlTree.mapOf("anyOf", List.of(schema, YamlTree.mapOf("type", "null")));
    }

    /** An object schema without additional members; a member is optional if its name ends in a question mark. */
    private static Map<String, Object> object(Map<String, Object> map) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        YamlTree.map(map.get("members"), "members").forEach((name, type) -> {
            String bareName = name.endsWith("?") ? name.substring(0, name.length() - 1) : name;
            properties.put(bareName, schema(type));
            if (bareName.equals(name)) {
                required.add(name);
            }
        });
        Map<String, Object> schema = YamlTree.mapOf("type", "object");
        map.forEach((key, value) -> {
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
