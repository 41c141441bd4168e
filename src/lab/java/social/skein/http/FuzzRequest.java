package social.skein.http;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RequestBody;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import social.skein.transfer.QueryString;

/** A request decoded from fuzz input: the query in the first line, the body's type in the second, then the body. */
record FuzzRequest(String query, String type, String body) {
    static FuzzRequest parse(byte[] input) {
        String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 3);
        return new FuzzRequest(parts[0], parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }

    RoutingContext routingContext() {
        MultiMap form = MultiMap.caseInsensitiveMultiMap();
        if (type.contains("form")) {
            QueryString.parse(body).pairs().forEach(pair -> form.add(pair.name(), pair.value()));
        }
        HttpServerRequest request = stub(
                HttpServerRequest.class,
                Map.of(
                        "query", query,
                        "path", "/api/v1/timelines/home",
                        "formAttributes", form,
                        "getHeader", type));
        RequestBody requestBody = stub(RequestBody.class, Map.of("buffer", Buffer.buffer(body)));
        return stub(RoutingContext.class, Map.of("request", request, "body", requestBody), "get");
    }

    /** @param nullReturns the names of methods that return null */
    private static <T> T stub(Class<T> type, Map<String, Object> returnValues, String... nullReturns) {
        return type.cast(Proxy.newProxyInstance(
                FuzzRequest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    @Nullable Object value = returnValues.get(method.getName());
                    if (value == null && !List.of(nullReturns).contains(method.getName())) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    return value;
                }));
    }
}
