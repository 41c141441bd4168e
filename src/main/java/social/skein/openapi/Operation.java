package social.skein.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import social.skein.ratelimit.RateLimitRules;

/** One operation of a fragment, which expands to its OpenAPI form. */
final class Operation {
    /** An extension for a fact that OpenAPI cannot express: an app's own token works as well as a user's. */
    private static final String ANY_TOKEN = "x-any-token";

    private static final Set<String> SHORTHAND_KEYS =
            Set.of("access", "path", "paged", "params", "headers", "answers", "refuses");

    private static final List<String> RATE_LIMIT_HEADERS =
            List.of("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset");

    private final String method;
    private final String path;
    private final String area;
    private final Map<String, Object> shorthand;
    private final String[] access;

    Operation(String method, String path, String area, Map<String, Object> shorthand) {
        this.method = method;
        this.path = path;
        this.area = area;
        this.shorthand = shorthand;
        this.access = String.valueOf(shorthand.getOrDefault("access", "")).split(" ", 2);
    }

    Map<String, Object> toOpenApi() {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("tags", List.of(area));
        operation.put("operationId", id());
        shorthand.forEach((key, value) -> {
            if (!SHORTHAND_KEYS.contains(key)) {
                operation.put(key, value);
            }
        });
        operation.put("security", security());
        if (access[0].equals("token") && scope().isPresent()) {
            operation.put(ANY_TOKEN, true);
        }
        operation.putAll(new OperationParameters(method, path, shorthand).toOpenApi());
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

    /**
     * The token may come from the OAuth flow or be pasted. If access is public, having no token is the first
     * alternative.
     */
    private List<Object> security() {
        List<String> scopes = scope().map(List::of).orElse(List.of());
        List<Object> token = List.of(Map.of("oauth", scopes), Map.of("token", scopes));
        return switch (access[0]) {
            case "anyone" -> scopes.isEmpty() ? List.of() : List.of(Map.of(), token.get(0), token.get(1));
            case "token", "user" -> token;
            case "operator" -> List.of(Map.of("provisioning", List.of()));
            default ->
                throw new IllegalArgumentException(method + " " + path
                        + " should say access: anyone, anyone SCOPE, token, token SCOPE, user SCOPE or operator, but says \""
                        + String.join(" ", access) + "\"");
        };
    }

    private Map<String, Object> responses() {
        Map<String, Object> responses = new LinkedHashMap<>();
        Object answers = shorthand.getOrDefault("answers", Map.of());
        Map<String, Object> byStatus =
                answers instanceof String type ? Map.of("200", type) : YamlTree.map(answers, "answers of " + path);
        byStatus.forEach((status, answer) -> responses.put(status, response(answer)));
        for (String status : errorStatuses()) {
            responses.putIfAbsent(status, YamlTree.mapOf("$ref", "#/components/responses/" + status));
        }
        return responses;
    }

    private Map<String, Object> response(Object answer) {
        if (answer instanceof Map<?, ?> map && !map.containsKey("is") && !map.containsKey("members")) {
            return YamlTree.map(answer, "an answer of " + path);
        }
        Map<String, Object> schema = TypeSyntax.schema(answer);
        Object description = schema.remove("description");
        Map<String, Object> response = YamlTree.mapOf("description", description == null ? "Success." : description);
        List<String> headers = new ArrayList<>(isRateLimited() ? RATE_LIMIT_HEADERS : List.of());
        if (shorthand.containsKey("paged")) {
            headers.add(0, "Link");
        }
        if (!headers.isEmpty()) {
            Map<String, Object> references = new LinkedHashMap<>();
            headers.forEach(name -> references.put(name, YamlTree.mapOf("$ref", "#/components/headers/" + name)));
            response.put("headers", references);
        }
        response.put("content", Map.of("application/json", Map.of("schema", schema)));
        return response;
    }

    private boolean isRateLimited() {
        return RateLimitRules.isLimited(path);
    }

    /** Most error statuses follow from access, path and method; a fragment lists only the additional ones. */
    private Set<String> errorStatuses() {
        Set<String> statuses = new TreeSet<>(List.of("400", "500", "503"));
        if (path.startsWith("/api/") || !access[0].equals("anyone")) {
            statuses.add("401");
        }
        if (isRateLimited()) {
            statuses.add("429");
        }
        scope().ifPresent(scope -> statuses.add("403"));
        if (access[0].equals("user")) {
            statuses.add("422");
        }
        if (path.contains("{")) {
            statuses.add("404");
        }
        if (OperationParameters.WITH_BODY.contains(method)) {
            statuses.add("413");
        }
        if (shorthand.get("refuses") instanceof List<?> more) {
            more.forEach(status -> statuses.add(String.valueOf(status)));
        }
        return statuses;
    }
}
