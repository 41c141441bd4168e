package social.skein.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RequestBody;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request made of bytes: the query to the first line's end, the type of the body to the second's, and the body. */
record Food(String query, String type, String body) {
    static Food of(byte[] input) {
        String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 3);
        return new Food(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }

    RoutingContext context() {
        MultiMap form = MultiMap.caseInsensitiveMultiMap();
        if (type.contains("form")) {
            Query.of(body).pairs().forEach(pair -> form.add(pair.name(), pair.value()));
        }
        HttpServerRequest request = answering(
                HttpServerRequest.class,
                Map.of(
                        "query", query,
                        "path", "/api/v1/timelines/home",
                        "formAttributes", form,
                        "getHeader", type));
        RequestBody read = answering(RequestBody.class, Map.of("buffer", Buffer.buffer(body)));
        return answering(RoutingContext.class, Map.of("request", request, "body", read));
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                Food.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    @Nullable Object answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    return answer;
                }));
    }
}
