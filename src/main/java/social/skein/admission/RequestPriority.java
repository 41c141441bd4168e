package social.skein.admission;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import social.skein.http.Endpoints;

/** The priority of a request under overload: each may use permits up to its share of the concurrency limit. */
enum RequestPriority {
    /** Writes and signing in: the fewest requests, and the ones users mind losing most. */
    HIGH(100),
    /** Reads. */
    NORMAL(90),
    /** Reads that can be missed for a moment: search, trends, suggestions, the directory, and prefetches. */
    LOW(50);

    private static final String VERIFY_CREDENTIALS = "/api/v1/accounts/verify_credentials";
    private static final int API_PREFIX_LENGTH = "/api/v1/".length();
    private static final List<String> LOW_PRIORITY_PATHS =
            List.of("search", "accounts/search", "trends", "suggestions", "directory");

    private final int sharePercent;
    private final String text = name().toLowerCase(Locale.ROOT);

    RequestPriority(int sharePercent) {
        this.sharePercent = sharePercent;
    }

    /**
     * The priority of a request; empty for streams, which are long-lived, and for CORS preflights: neither takes a
     * permit.
     */
    static Optional<RequestPriority> classify(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        HttpMethod method = request.method();
        if (HttpMethod.OPTIONS.equals(method) || Endpoints.isStreaming(path)) {
            return Optional.empty();
        }
        if (!HttpMethod.GET.equals(method) && !HttpMethod.HEAD.equals(method)) {
            return Optional.of(HIGH);
        }
        if (path.startsWith("/api/v")) {
            return Optional.of(classifyRead(request, path));
        }
        return Optional.of(path.startsWith("/oauth/") || path.startsWith("/auth/") ? HIGH : NORMAL);
    }

    private static RequestPriority classifyRead(HttpServerRequest request, String path) {
        if (path.startsWith(VERIFY_CREDENTIALS)) {
            // Apps abort signing in without this response.
            return HIGH;
        }
        for (String prefix : LOW_PRIORITY_PATHS) {
            if (path.startsWith(prefix, API_PREFIX_LENGTH)) {
                return LOW;
            }
        }
        return isPrefetch(request, "Sec-Purpose") || isPrefetch(request, "Purpose") ? LOW : NORMAL;
    }

    private static boolean isPrefetch(HttpServerRequest request, String header) {
        String purpose = request.getHeader(header);
        return purpose != null && purpose.contains("prefetch");
    }

    /** The number of requests in flight, of all priorities, from which this priority is rejected. */
    int maxInFlight(int limit) {
        return Math.max(1, (int) ((long) limit * sharePercent / 100));
    }

    @Override
    public String toString() {
        return text;
    }
}
