package social.skein.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An operation as the API's document describes it, for tests that try something at each of them.
 *
 * @param path with what varies in braces
 * @param body the schema of its body; an empty node where it has none
 * @param query the names in its query
 */
public record Operation(String method, String path, JsonNode body, List<String> query) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** All of them but the streams. What deletes comes last, so that the others find what it deletes. */
    public static List<Operation> all() {
        List<Operation> operations = new ArrayList<>();
        each(
                Documented.document().path("paths"),
                (path, methods) -> each(methods, (method, operation) -> {
                    if (!path.startsWith("/api/v1/streaming")) {
                        operations.add(of(method, path, operation));
                    }
                }));
        operations.sort((one, other) -> Boolean.compare(one.method.equals("DELETE"), other.method.equals("DELETE")));
        return operations;
    }

    private static Operation of(String method, String path, JsonNode operation) {
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode described = resolved(parameter);
            if (described.path("in").asText().equals("query")) {
                query.add(described.path("name").asText());
            }
        }
        JsonNode content = operation.path("requestBody").path("content").path("application/json");
        return new Operation(method.toUpperCase(Locale.ROOT), path, resolved(content.path("schema")), query);
    }

    /** The names in its body. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        body.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** How many characters a text of its body may have; none where that is not said. */
    public int longest(String name) {
        return resolved(body.path("properties").path(name)).path("maxLength").asInt(0);
    }

    /** A body that holds what must be there, and nothing else. */
    public ObjectNode filled(String id) {
        ObjectNode filled = JSON.createObjectNode();
        for (JsonNode name : body.path("required")) {
            filled.set(name.asText(), fitting(body.path("properties").path(name.asText()), name.asText(), id));
        }
        return filled;
    }

    private static JsonNode fitting(JsonNode described, String name, String id) {
        JsonNode schema = resolved(described);
        for (String choice : List.of("enum", "anyOf", "oneOf")) {
            if (schema.has(choice)) {
                JsonNode first = schema.path(choice).path(0);
                return choice.equals("enum") ? first : fitting(first, name, id);
            }
        }
        return switch (schema.path("type").asText()) {
            case "boolean" -> NODES.booleanNode(true);
            case "integer", "number" ->
                NODES.numberNode(Math.max(1, schema.path("minimum").asInt(1)));
            case "array" -> JSON.createArrayNode().add(fitting(schema.path("items"), name, id));
            case "object" -> {
                ObjectNode object = JSON.createObjectNode();
                each(schema.path("properties"), (member, type) -> object.set(member, fitting(type, member, id)));
                yield object;
            }
            default -> NODES.textNode(text(schema, name, id));
        };
    }

    private static String text(JsonNode schema, String name, String id) {
        if (schema.path("format").asText().equals("date-time")) {
            return "2040-01-01T00:00:00.000Z";
        }
        if (schema.has("pattern")) {
            return id;
        }
        return name.contains("uri") ? "https://app.example/in" : "words";
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? Documented.document().at(node.path("$ref").asText().substring(1))
                : node;
    }

    private interface Each {
        void see(String name, JsonNode value);
    }

    private static void each(JsonNode object, Each each) {
        Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            each.see(field.getKey(), field.getValue());
        }
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
