package social.skein.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SpecVersion;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import social.skein.openapi.OpenApiDocument;

/**
 * Checks every response that a test receives against the OpenAPI document: its path and status must be documented, and
 * JSON must conform to the documented schema. So every test of an endpoint also tests its description.
 */
public final class OpenApiConformance {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode DOCUMENT =
            JSON.valueToTree(OpenApiDocument.read("https://skein.example").tree());
    private static final List<DocumentedPath> ROUTES = routes();

    /** The statuses that a path without an operation may return. */
    private static final Set<Integer> EDGE_STATUSES = Set.of(400, 404, 413, 429, 501, 503);

    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                    .keyword(new NonValidationKeyword("components"))
                    .build()));
    private static final Map<JsonNode, JsonSchema> COMPILED_SCHEMAS = new ConcurrentHashMap<>();

    private OpenApiConformance() {}

    private record DocumentedPath(String path, Pattern pattern) {
        static DocumentedPath of(String path) {
            String pattern = Pattern.compile("\\{[^}]+}")
                    .splitAsStream(path)
                    .map(Pattern::quote)
                    .collect(Collectors.joining("[^/]+"));
            return new DocumentedPath(path, Pattern.compile(pattern + (path.endsWith("}") ? "[^/]+" : "") + "/?"));
        }
    }

    /** Returns the whole document as a tree. */
    public static JsonNode document() {
        return DOCUMENT;
    }

    /** Fails if a response of the public port does not conform to the document. */
    public static void check(HttpResponse<String> response) {
        check(
                response.request().method(),
                response.uri().toString(),
                response.statusCode(),
                response.headers().firstValue("Content-Type"),
                response.body());
    }

    /** Fails if a response received by another client does not conform to the document. */
    public static void check(String method, String address, int status, Optional<String> type, String body) {
        String path = address.replaceFirst("^https?://[^/]+", "").replaceFirst("[?#].*$", "");
        Optional<JsonNode> operation = operation(method, path);
        if (operation.isPresent() && !method.equals("HEAD")) {
            check(method + " " + path + " -> " + status, operation.get(), status, type, body);
        } else if (isApiPath(path) && !List.of("OPTIONS", "HEAD").contains(method)) {
            if (!EDGE_STATUSES.contains(status)) {
                throw new AssertionError(
                        method + " " + path + " -> " + status + " is served, but not documented in openapi/*.yaml");
            }
            validate(method + " " + path + " -> " + status, schema("Error"), body);
        }
    }

    /** Fails if the payload of a stream event does not conform to the schema of the REST API. */
    public static void checkEvent(String event, String payload) {
        switch (event) {
            case "update", "status.update" -> validate("event " + event, schema("Status"), payload);
            case "notification" -> validate("event " + event, schema("Notification"), payload);
            case "conversation" -> validate("event " + event, schema("Conversation"), payload);
            default -> {}
        }
    }

    /** Returns whether this path must be documented. */
    public static boolean isApiPath(String path) {
        return path.matches("/(api|nodeinfo|\\.well-known)/.*|/oauth/(token|revoke)|/openapi\\.json");
    }

    private static Optional<JsonNode> operation(String method, String path) {
        return ROUTES.stream()
                .filter(route -> route.pattern.matcher(path).matches())
                .map(route -> DOCUMENT.path("paths").path(route.path).path(method.toLowerCase(java.util.Locale.ROOT)))
                .filter(JsonNode::isObject)
                .findFirst();
    }

    private static void check(String what, JsonNode operation, int status, Optional<String> type, String body) {
        JsonNode response = resolveRef(operation.path("responses").path(Integer.toString(status)));
        if (response.isMissingNode()) {
            if (status == 101 || status == 304 || status == 501) {
                return;
            }
            throw new AssertionError(what + ": the document does not have this status for "
                    + operation.path("operationId").asText() + ", only " + statuses(operation) + "; the body is "
                    + truncate(body));
        }
        JsonNode content = response.path("content");
        String bare = type.orElse("").replaceFirst(";.*", "").trim();
        if (content.isEmpty()) {
            if (!body.isEmpty()) {
                throw new AssertionError(what + ": the document has no body, but the response has " + truncate(body));
            }
            return;
        }
        if (!content.has(bare)) {
            throw new AssertionError(what + " has the type " + bare + ", but the document says " + names(content));
        }
        if (bare.contains("json")) {
            validate(what, content.path(bare).path("schema"), body);
        }
    }

    private static void validate(String what, JsonNode schema, String body) {
        JsonSchema compiled = COMPILED_SCHEMAS.computeIfAbsent(schema, OpenApiConformance::compileSchema);
        try {
            String errors = compiled.validate(JSON.readTree(body)).stream()
                    .limit(5)
                    .map(error -> "\n  " + error.getMessage())
                    .collect(Collectors.joining());
            if (!errors.isEmpty()) {
                throw new AssertionError(
                        what + " does not conform to openapi/*.yaml:" + errors + "\n  in " + truncate(body));
            }
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(what + " should be JSON, but is " + truncate(body), malformed);
        }
    }

    /** Compiles a schema together with the components that its references point to. */
    private static JsonSchema compileSchema(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", DOCUMENT.path("components"));
        return SCHEMAS.getSchema(whole);
    }

    private static JsonNode schema(String name) {
        return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static JsonNode resolveRef(JsonNode node) {
        return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static String statuses(JsonNode operation) {
        return names(operation.path("responses"));
    }

    private static String names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return String.join(", ", names);
    }

    private static String truncate(String body) {
        return body.length() <= 300 ? body : body.substring(0, 300) + "...";
    }

    /** Returns the documented paths, the most specific first, like the router. */
    private static List<DocumentedPath> routes() {
        List<DocumentedPath> routes = new ArrayList<>();
        DOCUMENT.path("paths").fieldNames().forEachRemaining(path -> routes.add(DocumentedPath.of(path)));
        routes.sort(Comparator.comparing(route -> route.path.replace('{', '\uffff')));
        return routes;
    }
}
