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
 * A request that is tried with ids of one kind, as {@code requests.txt} has it.
 *
 * @param idParameter the parameter that takes the id; "-" where there is none
 * @param resourceKind what the id is of; "-" where none is tried
 * @param payload the query or the body, with words for what is filled in
 */
record AccessCase(String method, String path, String idParameter, String resourceKind, String payload) {

    /** Cursors are places in a list and no things; who an app is, it proves by its secret. */
    private static final Set<String> NOT_RESOURCE_IDS = Set.of("max_id", "since_id", "min_id", "client_id", "rule_ids");

    /** All of them, in the order of the file. */
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

    /** What there should be a trial of: operations, and the ids they take. */
    static Set<String> requiredCoverage() {
        Set<String> wanted = new TreeSet<>();
        OpenApiConformance.document()
                .path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(operation -> {
                    String name = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                    wanted.add(name);
                    idParameters(operation.getValue()).forEach(taker -> wanted.add(name + " " + taker));
                }));
        return wanted;
    }

    /** The operation, and the operation with its id. */
    Set<String> coverage() {
        return idParameter.equals("-") ? Set.of(operation()) : Set.of(operation(), operation() + " " + idParameter);
    }

    String operation() {
        return method + " " + path;
    }

    boolean isRead() {
        return method.equals("GET");
    }

    /** Whether it takes several ids, of which those that are not there are left out. */
    boolean omitsUnknownIds() {
        return resourceKind.endsWith("s") && !resourceKind.endsWith("status") && !resourceKind.endsWith("asks");
    }

    private static Set<String> idParameters(JsonNode operation) {
        Set<String> takers = new TreeSet<>();
        operation.path("parameters").forEach(given -> {
            JsonNode parameter = resolveRef(given);
            String name = parameter.path("name").asText().replace("[]", "");
            if (parameter.path("in").asText().equals("path")) {
                takers.add(name);
            } else {
                collectIdParameters(name, parameter.path("schema"), takers);
            }
        });
        JsonNode body = operation.at("/requestBody/content/application~1json/schema");
        body.path("properties")
                .fields()
                .forEachRemaining(field -> collectIdParameters(field.getKey(), field.getValue(), takers));
        takers.removeAll(NOT_RESOURCE_IDS);
        return takers;
    }

    /** A parameter that is an id, by its type or its name, or has one in it. */
    private static void collectIdParameters(String name, JsonNode schema, Set<String> takers) {
        if (schema.path("$ref").asText().endsWith("/Id")
                || schema.path("items").path("$ref").asText().endsWith("/Id")
                || name.matches("(.*[._])?ids?")) {
            takers.add(name);
            return;
        }
        JsonNode whole = resolveRef(schema);
        JsonNode one = whole.path("type").asText().equals("array") ? resolveRef(whole.path("items")) : whole;
        one.path("properties")
                .fields()
                .forEachRemaining(field -> collectIdParameters(name + "." + field.getKey(), field.getValue(), takers));
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
