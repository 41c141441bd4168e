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
 * An operation of the OpenAPI document, for tests that call every operation.
 *
 * @param path the path, with its parameters in braces
 * @param body the schema of its body; an empty node if it has none
 * @param queryParams the names of its query parameters
 */
public record ApiOperation(String method, String path, JsonNode body, List<String> queryParams) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Returns all operations except streams. Deletions are last, so that the others find the resources. */
    public static List<ApiOperation> all() {
        List<ApiOperation> operations = new ArrayList<>();
        forEachField(
                OpenApiConformance.document().path("paths"),
                (path, methods) -> forEachField(methods, (method, operation) -> {
                    if (!path.startsWith("/api/v1/streaming")) {
                        operations.add(of(method, path, operation));
                    }
                }));
        operations.sort((one, other) -> Boolean.compare(one.method.equals("DELETE"), other.method.equals("DELETE")));
        return operations;
    }

    private static ApiOperation of(String method, String path, JsonNode operation) {
        List<String> query = new ArrayList<>();
        for (JsonNode parameter : operation.path("parameters")) {
            JsonNode resolved = resolveRef(parameter);
            if (resolved.path("in").asText().equals("query")) {
                query.add(resolved.path("name").asText());
            }
        }
        JsonNode content = operation.path("requestBody").path("content").path("application/json");
        return new ApiOperation(method.toUpperCase(Locale.ROOT), path, resolveRef(content.path("schema")), query);
    }

    /** Returns the names of the fields of its body. */
    public List<String> bodyFields() {
        List<String> names = new ArrayList<>();
        body.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Returns the maximum length of a text field of its body, or 0 if it is not documented. */
    public int maxLength(String name) {
        return resolveRef(body.path("properties").path(name)).path("maxLength").asInt(0);
    }

    /** Returns a body with only the required fields. */
    public ObjectNode minimalBody(String id) {
        ObjectNode filled = JSON.createObjectNode();
        for (JsonNode name : body.path("required")) {
            filled.set(name.asText(), sampleValue(body.path("properties").path(name.asText()), name.asText(), id));
        }
        return filled;
    }

    private static JsonNode sampleValue(JsonNode schemaOrRef, String name, String id) {
        JsonNode schema = resolveRef(schemaOrRef);
        for (String choice : List.of("enum", "anyOf", "oneOf")) {
            if (schema.has(choice)) {
                JsonNode first = schema.path(choice).path(0);
                return choice.equals("enum") ? first : sampleValue(first, name, id);
            }
        }
        return switch (schema.path("type").asText()) {
            case "boolean" -> NODES.booleanNode(true);
            case "integer", "number" ->
                NODES.numberNode(Math.max(1, schema.path("minimum").asInt(1)));
            case "array" -> JSON.createArrayNode().add(sampleValue(schema.path("items"), name, id));
            case "object" -> {
                ObjectNode object = JSON.createObjectNode();
                forEachField(
                        schema.path("properties"), (member, type) -> object.set(member, sampleValue(type, member, id)));
                yield object;
            }
            default -> NODES.textNode(sampleText(schema, name, id));
        };
    }

    private static String sampleText(JsonNode schema, String name, String id) {
        if (schema.path("format").asText().equals("date-time")) {
            return "2040-01-01T00:00:00.000Z";
        }
        if (schema.has("pattern")) {
            return id;
        }
        return name.contains("uri") ? "https://app.example/in" : "words";
    }

    private static JsonNode resolveRef(JsonNode node) {
        return node.has("$ref")
                ? OpenApiConformance.document().at(node.path("$ref").asText().substring(1))
                : node;
    }

    private interface FieldVisitor {
        void visit(String name, JsonNode value);
    }

    private static void forEachField(JsonNode object, FieldVisitor visitor) {
        Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            visitor.visit(field.getKey(), field.getValue());
        }
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
