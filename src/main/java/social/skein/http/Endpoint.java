package social.skein.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import social.skein.transfer.UploadPolicy;

/** One endpoint: method, path, required access, handler, and the files that it accepts, if any. */
record Endpoint(
        HttpMethod method,
        String path,
        Access access,
        Optional<UploadPolicy> upload,
        Function<Request, Future<?>> handler) {

    private static final String HOT_PATH_PREFIX = "/api/v1/timelines/";

    /**
     * Sort key for route matching, which is a linear scan: timelines first because they are requested most, then paths
     * with literal segments before paths with parameters in the same place.
     */
    String matchOrder() {
        return (path.startsWith(HOT_PATH_PREFIX) ? "-" : "")
                + Arrays.stream(path.split("/", -1))
                        .map(segment -> segment.startsWith(":") ? "1" : "0")
                        .collect(Collectors.joining());
    }
}
