package social.skein.http;

import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import social.skein.model.Page;
import social.skein.transfer.QueryString;

/**
 * The {@code Link} header of a page. Several clients parse it by hand, so {@code next} comes first, quotes are double,
 * and URLs contain no comma or semicolon.
 */
final class LinkHeader {
    /** The bounds, which each link sets anew, and the access token, because links are displayed, logged and shared. */
    private static final Set<String> EXCLUDED_PARAMS = Set.of("max_id", "since_id", "min_id", "access_token");

    private LinkHeader() {}

    static Optional<String> forPage(Page<?> page, String publicUrl, RoutingContext context) {
        if (page.newestCursor() == 0) {
            return Optional.empty();
        }
        String url = publicUrl + context.request().path() + "?"
                + remainingQuery(QueryString.parse(context.request().query()));
        String previous = "<" + url + "min_id=" + page.newestCursor() + ">; rel=\"prev\"";
        String next = "<" + url + "max_id=" + page.oldestCursor() + ">; rel=\"next\", ";
        return Optional.of(page.isLast() ? previous : next + previous);
    }

    /** The query without the excluded parameters, ending in {@code &} unless empty. */
    private static String remainingQuery(QueryString query) {
        StringJoiner remaining = new StringJoiner("&", "", "&").setEmptyValue("");
        for (QueryString.QueryParam pair : query.pairs()) {
            if (!EXCLUDED_PARAMS.contains(pair.name())) {
                remaining.add(encode(pair.name()) + "=" + encode(pair.value()));
            }
        }
        return remaining.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
