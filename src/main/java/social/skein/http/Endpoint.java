package social.skein.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One entry of the API: what it is called, who may call it, and what answers. */
record Endpoint(HttpMethod method, String path, Access access, Function<Request, Future<?>> handler) {

    private static final String HOT_PATH_PREFIX = "/api/v1/timelines/";

    /**
     * Text that sorts a path with fixed segments before one that has parameters in their place, and before both what is asked
     * most often: the router tries one after the other.
     */
    String matchOrder() {
        return (path.startsWith(HOT_PATH_PREFIX) ? "-" : "")
                + Arrays.stream(path.split("/", -1))
                        .map(segment -> segment.startsWith(":") ? "1" : "0")
                        .collect(Collectors.joining());
    }
}
