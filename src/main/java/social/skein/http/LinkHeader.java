package social.skein.http;

import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import social.skein.model.Page;

/**
 * The {@code Link} header of a page. Several clients take it apart by hand, so {@code next} is first, quotes are double,
 * and an address holds no comma or semicolon.
 */
final class LinkHeader {
    /** The bounds, which the link sets anew, and the token: a link is shown, logged and passed on. */
    private static final Set<String> EXCLUDED_PARAMS = Set.of("max_id", "since_id", "min_id", "access_token");

    private LinkHeader() {}

    static Optional<String> forPage(Page<?> page, String publicUrl, RoutingContext context) {
        if (page.newestCursor() == 0) {
            return Optional.empty();
        }
        String address = publicUrl + context.request().path() + "?"
                + remainingQuery(QueryString.parse(context.request().query()));
        String previous = "<" + address + "min_id=" + page.newestCursor() + ">; rel=\"prev\"";
        String next = "<" + address + "max_id=" + page.oldestCursor() + ">; rel=\"next\", ";
        return Optional.of(page.isLast() ? previous : next + previous);
    }

    /** The query without its bounds, ready for one more parameter. */
    private static String remainingQuery(QueryString query) {
        StringJoiner kept = new StringJoiner("&", "", "&").setEmptyValue("");
        for (QueryString.QueryParam pair : query.pairs()) {
            if (!EXCLUDED_PARAMS.contains(pair.name())) {
                kept.add(encode(pair.name()) + "=" + encode(pair.value()));
            }
        }
        return kept.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
