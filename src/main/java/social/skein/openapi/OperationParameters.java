package social.skein.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The input of an operation: path, header and query parameters, and the members of the request body. */
record OperationParameters(String method, String path, Map<String, Object> shorthand) {
    static final Set<String> WITH_BODY = Set.of("post", "put", "patch");

    private static final Pattern PATH_PARAMETER = Pattern.compile("\\{([a-z_]+)}");
    private static final List<String> FORMS = List.of("application/x-www-form-urlencoded", "multipart/form-data");

    /** The OpenAPI members {@code parameters} and {@code requestBody}, as far as present. */
    Map<String, Object> toOpenApi() {
        Map<String, Object> expanded = new LinkedHashMap<>();
        List<Object> parameters = parameters();
        if (!parameters.isEmpty()) {
            expanded.put("parameters", parameters);
        }
        if (WITH_BODY.contains(method) && shorthand.containsKey("params")) {
            expanded.put("requestBody", body());
        }
        return expanded;
    }

    private List<Object> parameters() {
        List<Object> parameters = new ArrayList<>();
        Map<String, Object> inPath = section("path");
        Matcher names = PATH_PARAMETER.matcher(path);
        while (names.find()) {
            parameters.add(parameter("path", names.group(1) + "!", inPath.getOrDefault(names.group(1), "Id")));
        }
        section("headers").forEach((name, type) -> parameters.add(parameter("header", name, type)));
        if (!WITH_BODY.contains(method)) {
            section("params").forEach((name, type) -> parameters.add(parameter("query", name, type)));
        }
        if (shorthand.containsKey("paged")) {
            parameters.addAll(pagingParameters(String.valueOf(shorthand.get("paged"))));
        }
        return parameters;
    }

    /** The parameters of a page; {@code 20/40} means a default limit of 20 and a maximum of 40. */
    private static List<Object> pagingParameters(String size) {
        String[] defaultAndMax = size.split("/", 2);
        List<Object> parameters = new ArrayList<>();
        for (String bound : List.of("max_id", "since_id", "min_id")) {
            parameters.add(YamlTree.mapOf("$ref", "#/components/parameters/" + bound));
        }
        Map<String, Object> limit = YamlTree.mapOf(
                "is",
                "integer - How many entries; more than the most is the most.",
                "minimum",
                0,
                "maximum",
                Integer.valueOf(defaultAndMax[1]),
                "default",
                Integer.valueOf(defaultAndMax[0]));
        parameters.add(parameter("query", "limit", limit));
        return parameters;
    }

    private static Map<String, Object> parameter(String in, String name, Object type) {
        boolean required = name.endsWith("!");
        String bareName = required ? name.substring(0, name.length() - 1) : name;
        Map<String, Object> schema = TypeSyntax.schema(type);
        boolean list = in.equals("query") && "array".equals(schema.get("type"));
        Map<String, Object> parameter = YamlTree.mapOf("name", list ? bareName + "[]" : bareName, "in", in);
        Object description = schema.remove("description");
        if (description != null) {
            parameter.put("description", description);
        }
        if (required) {
            parameter.put("required", true);
        }
        if (in.equals("query") && "object".equals(schema.get("type"))) {
            parameter.put("style", "deepObject");
            parameter.put("explode", true);
        }
        parameter.put("schema", schema);
        return parameter;
    }

    private Map<String, Object> body() {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        section("params").forEach((name, type) -> {
            String bareName = name.endsWith("!") ? name.substring(0, name.length() - 1) : name;
            properties.put(bareName, TypeSyntax.schema(type));
            if (!bareName.equals(name)) {
                required.add(bareName);
            }
        });
        Map<String, Object> content =
                YamlTree.mapOf("application/json", Map.of("schema", object(properties, required)));
        FORMS.forEach(form -> content.put(form, form(properties, required)));
        return required.isEmpty()
                ? YamlTree.mapOf("content", content)
                : YamlTree.mapOf("required", true, "content", content);
    }

    private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = YamlTree.mapOf("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    /** In a form the name of a list ends in brackets, and an object is spread over several fields. */
    private static Map<String, Object> form(Map<String, Object> properties, List<String> required) {
        Map<String, Object> named = new LinkedHashMap<>();
        Map<String, Object> encoding = new LinkedHashMap<>();
        properties.forEach((name, schema) -> {
            Object type = YamlTree.map(schema, name).get("type");
            named.put("array".equals(type) ? name + "[]" : name, schema);
            if ("object".equals(type)) {
                encoding.put(name, YamlTree.mapOf("style", "deepObject", "explode", true));
            }
        });
        List<String> names = required.stream()
                .map(name -> named.containsKey(name) ? name : name + "[]")
                .toList();
        Map<String, Object> form = YamlTree.mapOf("schema", object(named, names));
        if (!encoding.isEmpty()) {
            form.put("encoding", encoding);
        }
        return form;
    }

    private Map<String, Object> section(String key) {
        return shorthand.containsKey(key)
                ? YamlTree.map(shorthand.get(key), key + " of " + method + " " + path)
                : Map.of();
    }
}
