package social.skein.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * The token that came with a request: in the header, or for a stream in the query, where browsers must put it. Elsewhere a
 * token in an address is none: addresses are kept in histories and logs.
 */
public final class BearerToken {
    private static final String SCHEME = "Bearer ";
    private static final String STREAMING_PREFIX = "/api/v1/streaming";

    private BearerToken() {}

    public static Optional<String> from(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.of(header.substring(SCHEME.length()).trim());
        }
        String path = request.path();
        String query = request.query();
        return path == null || !path.startsWith(STREAMING_PREFIX) || query == null || !query.contains("access_token=")
                ? Optional.empty()
                : QueryString.parse(QueryString.isDecodable(query) ? query : "")
                        .first("access_token")
                        .filter(token -> !token.isEmpty());
    }
}
