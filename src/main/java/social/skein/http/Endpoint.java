package social.skein.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import social.skein.transfer.UploadPolicy;

/**
 * One endpoint.
 *
 * @param upload the files that it accepts, if any
 * @param cache how long shared caches may keep its responses; never if empty
 */
record Endpoint(
        HttpMethod method,
        String path,
        Access access,
        Optional<UploadPolicy> upload,
        Optional<CachePolicy> cache,
        Function<Request, Future<?>> handler) {

    private static final String HOT_PATH_PREFIX = "/api/v1/timelines/";

    Endpoint {
        if (cache.isPresent() && !access.admitsAnyone()) {
            throw new IllegalArgumentException(path + " is not open to anyone, so its responses cannot be shared");
        }
    }

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
