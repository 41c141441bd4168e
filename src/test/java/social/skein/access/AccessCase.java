package social.skein.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import social.skein.support.OpenApiConformance;

/**
 * A request of {@code requests.txt}, to be sent with ids of one kind.
 *
 * @param idParameter the parameter that takes the id; "-" if there is none
 * @param resourceKind the kind of resource that the id names; "-" if no id is tested
 * @param payload the query or the body, with placeholders
 */
record AccessCase(String method, String path, String idParameter, String resourceKind, String payload) {

    /** Cursors name no resources, and an app authenticates by its secret. */
    private static final Set<String> NOT_RESOURCE_IDS = Set.of("max_id", "since_id", "min_id", "client_id", "rule_ids");

    /** All cases, in the order of the file. */
    static List<AccessCase> all() {
        try (InputStream file = Objects.requireNonNull(AccessCase.class.getResourceAsStream("/access/requests.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(AccessCase::parse)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static AccessCase parse(String line) {
        String[] parts = line.split("\\|", 4);
        String[] operation = parts[0].strip().split(" +");
        return new AccessCase(operation[0], operation[1], parts[1].strip(), parts[2].strip(), parts[3].strip());
    }

    /** The operations and id parameters that need a case. */
    static Set<String> requiredCoverage() {
        Set<String> required = new TreeSet<>();
        OpenApiConformance.document()
                .path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(operation -> {
                    String name = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                    required.add(name);
                    idParameters(operation.getValue()).forEach(parameter -> required.add(name + " " + parameter));
                }));
        return required;
    }

    /** The operation, and the operation with its id parameter. */
    Set<String> coverage() {
        return idParameter.equals("-") ? Set.of(operation()) : Set.of(operation(), operation() + " " + idParameter);
    }

    String operation() {
        return method + " " + path;
    }

    boolean isRead() {
        return method.equals("GET");
    }

    /** Whether it takes a list of ids and omits unknown ones. */
    boolean omitsUnknownIds() {
        return resourceKind.endsWith("s") && !resourceKind.endsWith("status") && !resourceKind.endsWith("requester");
    }

    private static Set<String> idParameters(JsonNode operation) {
        Set<String> idNames = new TreeSet<>();
        operation.path("parameters").forEach(given -> {
            JsonNode parameter = resolveRef(given);
            String name = parameter.path("name").asText().replace("[]", "");
            if (parameter.path("in").asText().equals("path")) {
                idNames.add(name);
            } else {
                collectIdParameters(name, parameter.path("schema"), idNames);
            }
        });
        JsonNode body = operation.at("/requestBody/content/application~1json/schema");
        body.path("properties")
                .fields()
                .forEachRemaining(field -> collectIdParameters(field.getKey(), field.getValue(), idNames));
        idNames.removeAll(NOT_RESOURCE_IDS);
        return idNames;
    }

    /** Collects parameters that are ids by type or name, including nested ones. */
    private static void collectIdParameters(String name, JsonNode schema, Set<String> idNames) {
        if (schema.path("$ref").asText().endsWith("/Id")
                || schema.path("items").path("$ref").asText().endsWith("/Id")
                || name.matches("(.*[._])?ids?")) {
            idNames.add(name);
            return;
        }
        JsonNode whole = resolveRef(schema);
        JsonNode one = whole.path("type").asText().equals("array") ? resolveRef(whole.path("items")) : whole;
        one.path("properties")
                .fields()
                .forEachRemaining(field -> collectIdParameters(name + "." + field.getKey(), field.getValue(), idNames));
    }

    private static JsonNode resolveRef(JsonNode node) {
        return node.has("$ref")
                ? OpenApiConformance.document().at(node.path("$ref").asText().substring(1))
                : node;
    }

    @Override
    public String toString() {
        return operation() + (idParameter.equals("-") ? "" : " (" + idParameter + ")");
    }
}
