package social.skein.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How long shared caches, such as that of a CDN, may keep the successful responses of an endpoint to requests without
 * credentials. A request with a token or a cookie gets a response that no shared cache may keep, and the header
 * {@code Vary} keeps caches from answering it with that of another request.
 *
 * @param maxAge how long a response is fresh
 * @param whileRevalidating how long afterwards a cache may still answer with it while it fetches the next one
 * @param ifError how long afterwards a cache may still answer with it if this server fails
 */
public record CachePolicy(Duration maxAge, Duration whileRevalidating, Duration ifError) {
    /** Posts, profiles and lists of them. What was deleted is gone after a minute, unless this server fails meanwhile. */
    public static final CachePolicy POSTS =
            new CachePolicy(Duration.ofSeconds(15), Duration.ofSeconds(45), Duration.ofHours(1));

    /** The description of the server, which changes with its settings. */
    public static final CachePolicy SERVER =
            new CachePolicy(Duration.ofMinutes(1), Duration.ofMinutes(4), Duration.ofDays(1));

    /** The request headers that decide whether a response may be shared. Old versions of nginx read 42 characters. */
    static final String VARY = "Authorization, Cookie";

    static final String UNCACHED = "private, no-store";

    void store(RoutingContext context) {
        context.put(CachePolicy.class.getName(), this);
    }

    /** The policy of the endpoint that serves the request; empty if its responses are never shared. */
    static Optional<CachePolicy> of(RoutingContext context) {
        return Optional.ofNullable(context.get(CachePolicy.class.getName()));
    }

    /** The value of {@code Cache-Control} for a response with this status. */
    String cacheControl(HttpServerRequest request, int status) {
        return status == 200 && isShared(request)
                ? "public, max-age=" + maxAge.toSeconds() + ", stale-while-revalidate=" + whileRevalidating.toSeconds()
                        + ", stale-if-error=" + ifError.toSeconds()
                : UNCACHED;
    }

    /** Parameters in a body count like those of the URL, but caches know a response by its URL alone. */
    private static boolean isShared(HttpServerRequest request) {
        return !request.headers().contains(HttpHeaders.AUTHORIZATION)
                && !request.headers().contains(HttpHeaders.COOKIE)
                && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                && List.of("", "0")
                        .contains(Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONTENT_LENGTH), ""));
    }
}
