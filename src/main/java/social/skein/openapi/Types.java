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
final class Types {
    private static final Set<String> PLAIN =
            Set.of("string", "integer", "number", "boolean", "object", "array", "null");
    private static final String OR_NULL = " or null";
    private static final String LIST = "list of ";
    private static final String MAP = "map of ";
    private static final String ONE = "one of ";
    private static final String DESCRIPTION = " - ";

    private Types() {}

    /** The schema of a type; what is no text and has neither {@code is} nor {@code members} is a schema already. */
    static Map<String, Object> schema(Object type) {
        if (type instanceof String words) {
            return described(words);
        }
        Map<String, Object> given = Tree.map(type, "a type");
        if (given.containsKey("members")) {
            return object(given);
        }
        if (!given.containsKey("is")) {
            return given;
        }
        Map<String, Object> schema = described(String.valueOf(given.get("is")));
        given.forEach((key, value) -> {
            if (!key.equals("is")) {
                schema.put(key, value);
            }
        });
        return schema;
    }

    /** What stands before the dash. */
    static String word(String words) {
        int dash = words.indexOf(DESCRIPTION);
        return dash < 0 ? words : words.substring(0, dash);
    }

    private static Map<String, Object> described(String words) {
        Map<String, Object> schema = plain(word(words));
        int dash = words.indexOf(DESCRIPTION);
        if (dash >= 0) {
            schema.put("description", words.substring(dash + DESCRIPTION.length()));
        }
        return schema;
    }

    private static Map<String, Object> plain(String word) {
        if (word.endsWith(OR_NULL)) {
            return orNull(plain(word.substring(0, word.length() - OR_NULL.length())));
        }
        if (word.startsWith(LIST)) {
            return Tree.of("type", "array", "items", plain(word.substring(LIST.length())));
        }
        if (word.startsWith(MAP)) {
            return Tree.of("type", "object", "additionalProperties", plain(word.substring(MAP.length())));
        }
        if (word.startsWith(ONE)) {
            return Tree.of(
                    "type",
                    "string",
                    "enum",
                    List.of(word.substring(ONE.length()).split(",\\s*", -1)));
        }
        if (PLAIN.contains(word)) {
            return Tree.of("type", word);
        }
        if (!word.matches("[A-Z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("\"" + word + "\" is no type: document.yaml says what is");
        }
        return Tree.of("$ref", "#/components/schemas/" + word);
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        Object type = schema.get("type");
        if (type instanceof String word && !schema.containsKey("enum")) {
            schema.put("type", List.of(word, "null"));
            return schema;
        }
        return Tree.of("anyOf", List.of(schema, Tree.of("type", "null")));
    }

    /** An object that has these members, all of them unless their name ends in a question mark, and no other. */
    private static Map<String, Object> object(Map<String, Object> given) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        Tree.map(given.get("members"), "members").forEach((name, type) -> {
            String bare = name.endsWith("?") ? name.substring(0, name.length() - 1) : name;
            properties.put(bare, schema(type));
            if (bare.equals(name)) {
                required.add(name);
            }
        });
        Map<String, Object> schema = Tree.of("type", "object");
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
