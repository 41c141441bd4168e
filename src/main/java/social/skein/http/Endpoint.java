package social.skein.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.function.Function;

/** One entry of the API: what it is called, who may call it, and what answers. */
record Endpoint(HttpMethod method, String path, Access access, Function<Request, Future<?>> handler) {}
