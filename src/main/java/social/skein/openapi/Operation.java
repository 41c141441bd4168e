package social.skein.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One operation of a fragment, and how it is written out in OpenAPI. */
final class Operation {
    /** OpenAPI has no word for it: an app's own token does as well as a person's. */
    private static final String ANY_TOKEN = "x-any-token";

    private static final Pattern IN_PATH = Pattern.compile("\\{([a-z_]+)}");
    private static final Set<String> WITH_BODY = Set.of("post", "put", "patch");
    private static final Set<String> SHORTHAND =
            Set.of("access", "path", "paged", "params", "headers", "answers", "refuses");
    private static final List<String> FORMS =
            List.of("application/json", "application/x-www-form-urlencoded", "multipart/form-data");

    private final String method;
    private final String path;
    private final String area;
    private final Map<String, Object> given;
    private final String[] access;

    Operation(String method, String path, String area, Map<String, Object> given) {
        this.method = method;
        this.path = path;
        this.area = area;
        this.given = given;
        this.access = String.valueOf(given.getOrDefault("access", "")).split(" ", 2);
    }

    Map<String, Object> written() {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("tags", List.of(area));
        operation.put("operationId", id());
        given.forEach((key, value) -> {
            if (!SHORTHAND.contains(key)) {
                operation.put(key, value);
            }
        });
        operation.put("security", security());
        if (access[0].equals("token") && scope().isPresent()) {
            operation.put(ANY_TOKEN, true);
        }
        List<Object> parameters = parameters();
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        body().ifPresent(body -> operation.put("requestBody", body));
        operation.put("responses", responses());
        return operation;
    }

    private String id() {
        StringBuilder id = new StringBuilder(method);
        for (String word : path.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return id.toString();
    }

    private Optional<String> scope() {
        return access.length == 2 ? Optional.of(access[1]) : Optional.empty();
    }

    /** A token may come from the OAuth flow or be pasted; where anybody may ask, none is the first of three ways. */
    private List<Object> security() {
        List<String> scopes = scope().map(List::of).orElse(List.of());
        List<Object> token = List.of(Map.of("oauth", scopes), Map.of("token", scopes));
        return switch (access[0]) {
            case "anyone" -> scopes.isEmpty() ? List.of() : List.of(Map.of(), token.get(0), token.get(1));
            case "token", "user" -> token;
            default ->
                throw new IllegalArgumentException(method + " " + path
                        + " should say access: anyone, anyone SCOPE, token, token SCOPE or user SCOPE, but says \""
                        + String.join(" ", access) + "\"");
        };
    }

    private List<Object> parameters() {
        List<Object> parameters = new ArrayList<>();
        Map<String, Object> inPath = group("path");
        Matcher names = IN_PATH.matcher(path);
        while (names.find()) {
            parameters.add(parameter("path", names.group(1) + "!", inPath.getOrDefault(names.group(1), "Id")));
        }
        group("headers").forEach((name, type) -> parameters.add(parameter("header", name, type)));
        if (!WITH_BODY.contains(method)) {
            group("params").forEach((name, type) -> parameters.add(parameter("query", name, type)));
        }
        if (given.containsKey("paged")) {
            parameters.addAll(window(String.valueOf(given.get("paged"))));
        }
        return parameters;
    }

    /** The bounds of a page, and its size: {@code 20/40} is 20 entries unless asked for otherwise, and 40 at most. */
    private static List<Object> window(String size) {
        String[] usualAndMost = size.split("/", 2);
        List<Object> window = new ArrayList<>();
        for (String bound : List.of("max_id", "since_id", "min_id")) {
            window.add(Tree.of("$ref", "#/components/parameters/" + bound));
        }
        Map<String, Object> limit = Tree.of(
                "is",
                "integer - How many entries; more than the most is the most.",
                "minimum",
                0,
                "maximum",
                Integer.valueOf(usualAndMost[1]),
                "default",
                Integer.valueOf(usualAndMost[0]));
        window.add(parameter("query", "limit", limit));
        return window;
    }

    private static Map<String, Object> parameter(String in, String name, Object type) {
        boolean required = name.endsWith("!");
        String bare = required ? name.substring(0, name.length() - 1) : name;
        Map<String, Object> schema = Types.schema(type);
        boolean list = in.equals("query") && "array".equals(schema.get("type"));
        Map<String, Object> parameter = Tree.of("name", list ? bare + "[]" : bare, "in", in);
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

    private Optional<Map<String, Object>> body() {
        if (!WITH_BODY.contains(method) || !given.containsKey("params")) {
            return Optional.empty();
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        group("params").forEach((name, type) -> {
            String bare = name.endsWith("!") ? name.substring(0, name.length() - 1) : name;
            properties.put(bare, Types.schema(type));
            if (!bare.equals(name)) {
                required.add(bare);
            }
        });
        Map<String, Object> schema = Tree.of("type", "object", "properties", properties);
        Map<String, Object> body = new LinkedHashMap<>();
        if (!required.isEmpty()) {
            schema.put("required", required);
            body.put("required", true);
        }
        Map<String, Object> content = new LinkedHashMap<>();
        FORMS.forEach(form -> content.put(form, Map.of("schema", schema)));
        body.put("content", content);
        return Optional.of(body);
    }

    private Map<String, Object> responses() {
        Map<String, Object> responses = new LinkedHashMap<>();
        Object answers = given.getOrDefault("answers", Map.of());
        Map<String, Object> byStatus =
                answers instanceof String words ? Map.of("200", words) : Tree.map(answers, "answers of " + path);
        byStatus.forEach((status, answer) -> responses.put(status, answer(answer)));
        for (String status : refusals()) {
            responses.putIfAbsent(status, Tree.of("$ref", "#/components/responses/" + status));
        }
        return responses;
    }

    private Map<String, Object> answer(Object answer) {
        if (answer instanceof Map<?, ?> map && !map.containsKey("is") && !map.containsKey("members")) {
            return Tree.map(answer, "an answer of " + path);
        }
        Map<String, Object> schema = Types.schema(answer);
        Object description = schema.remove("description");
        Map<String, Object> response =
                Tree.of("description", description == null ? "What was asked for." : description);
        if (given.containsKey("paged")) {
            response.put("headers", Map.of("Link", Tree.of("$ref", "#/components/headers/Link")));
        }
        response.put("content", Map.of("application/json", Map.of("schema", schema)));
        return response;
    }

    /** What can go wrong follows from who may ask and with what, so a fragment names only what comes on top. */
    private Set<String> refusals() {
        Set<String> statuses = new TreeSet<>(List.of("400", "401", "429", "500", "503"));
        scope().ifPresent(scope -> statuses.add("403"));
        if (access[0].equals("user")) {
            statuses.add("422");
        }
        if (path.contains("{")) {
            statuses.add("404");
        }
        if (WITH_BODY.contains(method)) {
            statuses.add("413");
        }
        if (given.get("refuses") instanceof List<?> more) {
            more.forEach(status -> statuses.add(String.valueOf(status)));
        }
        return new LinkedHashSet<>(statuses);
    }

    private Map<String, Object> group(String key) {
        return given.containsKey(key) ? Tree.map(given.get(key), key + " of " + method + " " + path) : Map.of();
    }
}
