package social.skein.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who is let in first when there is not room for all: each may fill the room up to its share. */
enum Rank {
    /** What somebody does, and signing in: the least of what is asked, and what people mind most to be refused. */
    FIRST(100),
    /** What people read. */
    ORDINARY(90),
    /** What nobody misses for a moment: search, trends, suggestions, the directory, and what is fetched before it is wanted. */
    LAST(50);

    private static final String STREAMS = "/api/v1/streaming";
    private static final String WHO_I_AM = "/api/v1/accounts/verify_credentials";
    private static final int AFTER_VERSION = "/api/v1/".length();
    private static final List<String> CAN_WAIT =
            List.of("search", "accounts/search", "trends", "suggestions", "directory");

    private final int percent;
    private final String text = name().toLowerCase(Locale.ROOT);

    Rank(int percent) {
        this.percent = percent;
    }

    /** That of a request; streams have none, for they last, and neither has what browsers ask before they ask. */
    static Optional<Rank> of(HttpServerRequest request) {
        String path = String.valueOf(request.path());
        HttpMethod method = request.method();
        if (HttpMethod.OPTIONS.equals(method) || path.startsWith(STREAMS)) {
            return Optional.empty();
        }
        if (!HttpMethod.GET.equals(method) && !HttpMethod.HEAD.equals(method)) {
            return Optional.of(FIRST);
        }
        if (path.startsWith("/api/v")) {
            return Optional.of(ofRead(request, path));
        }
        return Optional.of(path.startsWith("/oauth/") || path.startsWith("/auth/") ? FIRST : ORDINARY);
    }

    private static Rank ofRead(HttpServerRequest request, String path) {
        if (path.startsWith(WHO_I_AM)) {
            // Without this answer apps give up signing in.
            return FIRST;
        }
        for (String word : CAN_WAIT) {
            if (path.startsWith(word, AFTER_VERSION)) {
                return LAST;
            }
        }
        return isPrefetch(request, "Sec-Purpose") || isPrefetch(request, "Purpose") ? LAST : ORDINARY;
    }

    private static boolean isPrefetch(HttpServerRequest request, String header) {
        String purpose = request.getHeader(header);
        return purpose != null && purpose.contains("prefetch");
    }

    /** How full a room for so many may be for one more of this rank to be let in. */
    int share(int places) {
        return Math.max(1, (int) ((long) places * percent / 100));
    }

    @Override
    public String toString() {
        return text;
    }
}
