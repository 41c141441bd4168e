package social.skein.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The OpenAPI document, assembled from fragments. {@code document.yaml} is the root; each of its tags is an area of the
 * API with a fragment of that name.
 *
 * @param tree the document as maps, lists and scalars
 */
public record OpenApiDocument(Map<String, Object> tree) {
    private static final String ROOT_FILE = "document.yaml";

    /**
     * Reads the fragments from the jar; throws an {@link IllegalArgumentException} that names the place of an error.
     */
    public static OpenApiDocument read(String origin) {
        Map<String, Object> root = YamlTree.read(ROOT_FILE, origin);
        root.put("servers", List.of(Map.of("url", origin)));
        Map<String, Object> components = YamlTree.map(root.get("components"), "components");
        Map<String, Object> schemas = new TreeMap<>(YamlTree.map(components.get("schemas"), "schemas"));
        Map<String, Object> paths = new TreeMap<>();
        for (String area : areas(root)) {
            Map<String, Object> fragment = YamlTree.read(area + ".yaml", origin);
            putAllUnique(schemas, YamlTree.map(fragment.getOrDefault("schemas", Map.of()), "schemas of " + area));
            putAllUnique(paths, expand(area, YamlTree.map(fragment.get("paths"), "paths of " + area)));
        }
        components.put("schemas", expand(schemas));
        Map<String, Object> responses = YamlTree.map(components.get("responses"), "responses");
        responses.putAll(errorResponses(YamlTree.map(root.remove("refusals"), "refusals")));
        components.put("responses", responses);
        root.put("paths", paths);
        root.put("components", components);
        return new OpenApiDocument(root);
    }

    private static List<String> areas(Map<String, Object> root) {
        List<String> areas = new ArrayList<>();
        for (Object tag : (List<?>) root.getOrDefault("tags", List.of())) {
            areas.add(String.valueOf(YamlTree.map(tag, "a tag").get("name")));
        }
        return areas;
    }

    private static Map<String, Object> errorResponses(Map<String, Object> descriptions) {
        Map<String, Object> responses = new LinkedHashMap<>();
        Map<String, Object> error = Map.of("application/json", Map.of("schema", TypeSyntax.schema("Error")));
        descriptions.forEach(
                (status, meaning) -> responses.put(status, YamlTree.mapOf("description", meaning, "content", error)));
        return responses;
    }

    private static void putAllUnique(Map<String, Object> all, Map<String, Object> more) {
        more.forEach((name, value) -> {
            if (all.put(name, value) != null) {
                throw new IllegalArgumentException(name + " is defined twice in openapi/");
            }
        });
    }

    private static Map<String, Object> expand(String area, Map<String, Object> paths) {
        Map<String, Object> expanded = new LinkedHashMap<>();
        paths.forEach((path, operations) -> {
            Map<String, Object> item = new LinkedHashMap<>();
            YamlTree.map(operations, path)
                    .forEach((method, shorthand) -> item.put(
                            method,
                            new Operation(method, path, area, YamlTree.map(shorthand, method + " " + path))
                                    .toOpenApi()));
            expanded.put(path, item);
        });
        return expanded;
    }

    private static Map<String, Object> expand(Map<String, Object> schemas) {
        Map<String, Object> expanded = new LinkedHashMap<>();
        schemas.forEach((name, type) -> expanded.put(name, TypeSyntax.schema(withInherited(name, type, schemas))));
        return expanded;
    }

    /** A schema with {@code extends} gets the parent's members before its own. */
    private static Object withInherited(String name, Object type, Map<String, Object> schemas) {
        if (!(type instanceof Map<?, ?> map) || !map.containsKey("extends")) {
            return type;
        }
        String parent = String.valueOf(map.get("extends"));
        Map<String, Object> whole = YamlTree.map(type, name);
        Map<String, Object> members = new LinkedHashMap<>(YamlTree.map(
                YamlTree.map(withInherited(parent, schemas.getOrDefault(parent, Map.of()), schemas), parent)
                        .get("members"),
                parent));
        members.putAll(YamlTree.map(whole.get("members"), name));
        whole.put("members", members);
        return whole;
    }
}
