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
final class Links {
    /** The bounds, which the link sets anew, and the token: a link is shown, logged and passed on. */
    private static final Set<String> NOT_KEPT = Set.of("max_id", "since_id", "min_id", "access_token");

    private Links() {}

    static Optional<String> of(Page<?> page, String origin, RoutingContext context) {
        if (page.newest() == 0) {
            return Optional.empty();
        }
        String address = origin + context.request().path() + "?"
                + kept(Query.of(context.request().query()));
        String previous = "<" + address + "min_id=" + page.newest() + ">; rel=\"prev\"";
        String next = "<" + address + "max_id=" + page.oldest() + ">; rel=\"next\", ";
        return Optional.of(page.last() ? previous : next + previous);
    }

    /** The query without its bounds, ready for one more parameter. */
    private static String kept(Query query) {
        StringJoiner kept = new StringJoiner("&", "", "&").setEmptyValue("");
        for (Query.Pair pair : query.pairs()) {
            if (!NOT_KEPT.contains(pair.name())) {
                kept.add(encoded(pair.name()) + "=" + encoded(pair.value()));
            }
        }
        return kept.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
