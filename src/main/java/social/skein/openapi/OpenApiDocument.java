package social.skein.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The whole description of the API, put together from its fragments. {@code document.yaml} is the frame; each of its tags
 * is an area of the API, with a fragment of that name.
 *
 * @param tree maps, lists and plain values, as OpenAPI has them
 */
public record OpenApiDocument(Map<String, Object> tree) {
    private static final String ROOT_FILE = "document.yaml";

    /** Reads the fragments of the jar; a mistake in one is an {@link IllegalArgumentException} that says where. */
    public static OpenApiDocument read(String origin) {
        Map<String, Object> frame = YamlTree.read(ROOT_FILE, origin);
        frame.put("servers", List.of(Map.of("url", origin)));
        Map<String, Object> components = YamlTree.map(frame.get("components"), "components");
        Map<String, Object> schemas = new TreeMap<>(YamlTree.map(components.get("schemas"), "schemas"));
        Map<String, Object> paths = new TreeMap<>();
        for (String area : areas(frame)) {
            Map<String, Object> fragment = YamlTree.read(area + ".yaml", origin);
            putAllUnique(schemas, YamlTree.map(fragment.getOrDefault("schemas", Map.of()), "schemas of " + area));
            putAllUnique(paths, expand(area, YamlTree.map(fragment.get("paths"), "paths of " + area)));
        }
        components.put("schemas", expand(schemas));
        Map<String, Object> responses = YamlTree.map(components.get("responses"), "responses");
        responses.putAll(errorResponses(YamlTree.map(frame.remove("refusals"), "refusals")));
        components.put("responses", responses);
        frame.put("paths", paths);
        frame.put("components", components);
        return new OpenApiDocument(frame);
    }

    private static List<String> areas(Map<String, Object> frame) {
        List<String> areas = new ArrayList<>();
        for (Object tag : (List<?>) frame.getOrDefault("tags", List.of())) {
            areas.add(String.valueOf(YamlTree.map(tag, "a tag").get("name")));
        }
        return areas;
    }

    private static Map<String, Object> errorResponses(Map<String, Object> sentences) {
        Map<String, Object> refusals = new LinkedHashMap<>();
        Map<String, Object> error = Map.of("application/json", Map.of("schema", TypeSyntax.schema("Error")));
        sentences.forEach(
                (status, meaning) -> refusals.put(status, YamlTree.of("description", meaning, "content", error)));
        return refusals;
    }

    private static void putAllUnique(Map<String, Object> all, Map<String, Object> more) {
        more.forEach((name, value) -> {
            if (all.put(name, value) != null) {
                throw new IllegalArgumentException(name + " is described twice in openapi/");
            }
        });
    }

    private static Map<String, Object> expand(String area, Map<String, Object> paths) {
        Map<String, Object> written = new LinkedHashMap<>();
        paths.forEach((path, operations) -> {
            Map<String, Object> item = new LinkedHashMap<>();
            YamlTree.map(operations, path)
                    .forEach((method, given) -> item.put(
                            method,
                            new Operation(method, path, area, YamlTree.map(given, method + " " + path)).toOpenApi()));
            written.put(path, item);
        });
        return written;
    }

    private static Map<String, Object> expand(Map<String, Object> schemas) {
        Map<String, Object> written = new LinkedHashMap<>();
        schemas.forEach((name, type) -> written.put(name, TypeSyntax.schema(withInherited(name, type, schemas))));
        return written;
    }

    /** A schema that {@code extends} another has that one's members before its own. */
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
