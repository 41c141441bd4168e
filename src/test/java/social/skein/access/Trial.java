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
import social.skein.support.Documented;

/**
 * A request that is tried with ids of one kind, as {@code requests.txt} has it.
 *
 * @param taker the parameter that takes the id; "-" where there is none
 * @param kind what the id is of; "-" where none is tried
 * @param sent the query or the body, with words for what is filled in
 */
record Trial(String method, String path, String taker, String kind, String sent) {

    /** Cursors are places in a list and no things; who an app is, it proves by its secret. */
    private static final Set<String> NO_THINGS = Set.of("max_id", "since_id", "min_id", "client_id", "rule_ids");

    /** All of them, in the order of the file. */
    static List<Trial> all() {
        try (InputStream file = Objects.requireNonNull(Trial.class.getResourceAsStream("/access/requests.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Trial::of)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Trial of(String line) {
        String[] parts = line.split("\\|", 4);
        String[] operation = parts[0].strip().split(" +");
        return new Trial(operation[0], operation[1], parts[1].strip(), parts[2].strip(), parts[3].strip());
    }

    /** What there should be a trial of: operations, and the ids they take. */
    static Set<String> wanted() {
        Set<String> wanted = new TreeSet<>();
        Documented.document()
                .path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(operation -> {
                    String name = operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                    wanted.add(name);
                    takers(operation.getValue()).forEach(taker -> wanted.add(name + " " + taker));
                }));
        return wanted;
    }

    /** The operation, and the operation with its id. */
    Set<String> tried() {
        return taker.equals("-") ? Set.of(operation()) : Set.of(operation(), operation() + " " + taker);
    }

    String operation() {
        return method + " " + path;
    }

    boolean isRead() {
        return method.equals("GET");
    }

    /** Whether it takes several ids, of which those that are not there are left out. */
    boolean leavesOut() {
        return kind.endsWith("s") && !kind.endsWith("status") && !kind.endsWith("asks");
    }

    private static Set<String> takers(JsonNode operation) {
        Set<String> takers = new TreeSet<>();
        operation.path("parameters").forEach(given -> {
            JsonNode parameter = resolved(given);
            String name = parameter.path("name").asText().replace("[]", "");
            if (parameter.path("in").asText().equals("path")) {
                takers.add(name);
            } else {
                collect(name, parameter.path("schema"), takers);
            }
        });
        JsonNode body = operation.at("/requestBody/content/application~1json/schema");
        body.path("properties").fields().forEachRemaining(field -> collect(field.getKey(), field.getValue(), takers));
        takers.removeAll(NO_THINGS);
        return takers;
    }

    /** A parameter that is an id, by its type or its name, or has one in it. */
    private static void collect(String name, JsonNode schema, Set<String> takers) {
        if (schema.path("$ref").asText().endsWith("/Id")
                || schema.path("items").path("$ref").asText().endsWith("/Id")
                || name.matches("(.*[._])?ids?")) {
            takers.add(name);
            return;
        }
        JsonNode whole = resolved(schema);
        JsonNode one = whole.path("type").asText().equals("array") ? resolved(whole.path("items")) : whole;
        one.path("properties")
                .fields()
                .forEachRemaining(field -> collect(name + "." + field.getKey(), field.getValue(), takers));
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? Documented.document().at(node.path("$ref").asText().substring(1))
                : node;
    }

    @Override
    public String toString() {
        return operation() + (taker.equals("-") ? "" : " (" + taker + ")");
    }
}
