package social.skein.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import social.skein.transfer.QueryString;

/**
 * The access token of a request: from the {@code Authorization} header, or from the query of a streaming request, since
 * browsers cannot set headers on a WebSocket. Other endpoints ignore a token in the URL, because URLs end up in
 * histories and logs.
 */
public final class BearerToken {
    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    public static Optional<String> from(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.of(header.substring(SCHEME.length()).trim());
        }
        String path = request.path();
        String query = request.query();
        return path == null || !Endpoints.isStreaming(path) || query == null || !query.contains("access_token=")
                ? Optional.empty()
                : QueryString.parse(QueryString.isDecodable(query) ? query : "")
                        .first("access_token")
                        .filter(token -> !token.isEmpty());
    }
}
