package social.skein.admission;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who is let in first when there is not room for all: each may fill the room up to its share. */
enum RequestPriority {
    /** What somebody does, and signing in: the least of what is asked, and what people mind most to be refused. */
    HIGH(100),
    /** What people read. */
    NORMAL(90),
    /** What nobody misses for a moment: search, trends, suggestions, the directory, and what is fetched before it is wanted. */
    LOW(50);

    private static final String STREAMING_PREFIX = "/api/v1/streaming";
    private static final String VERIFY_CREDENTIALS = "/api/v1/accounts/verify_credentials";
    private static final int API_PREFIX_LENGTH = "/api/v1/".length();
    private static final List<String> LOW_PRIORITY_PATHS =
            List.of("search", "accounts/search", "trends", "suggestions", "directory");

    private final int sharePercent;
    private final String text = name().toLowerCase(Locale.ROOT);

    RequestPriority(int sharePercent) {
        this.sharePercent = sharePercent;
    }

    /** That of a request; streams have none, for they last, and neither has what browsers ask before they ask. */
    static Optional<RequestPriority> classify(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        HttpMethod method = request.method();
        if (HttpMethod.OPTIONS.equals(method) || path.startsWith(STREAMING_PREFIX)) {
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
            // Without this answer apps give up signing in.
            return HIGH;
        }
        for (String word : LOW_PRIORITY_PATHS) {
            if (path.startsWith(word, API_PREFIX_LENGTH)) {
                return LOW;
            }
        }
        return isPrefetch(request, "Sec-Purpose") || isPrefetch(request, "Purpose") ? LOW : NORMAL;
    }

    private static boolean isPrefetch(HttpServerRequest request, String header) {
        String purpose = request.getHeader(header);
        return purpose != null && purpose.contains("prefetch");
    }

    /** How full a room for so many may be for one more of this rank to be let in. */
    int maxInFlight(int limit) {
        return Math.max(1, (int) ((long) limit * sharePercent / 100));
    }

    @Override
    public String toString() {
        return text;
    }
}
