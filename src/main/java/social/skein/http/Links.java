package social.skein.http;

import io.vertx.core.MultiMap;
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
    private static final Set<String> BOUNDS = Set.of("max_id", "since_id", "min_id");

    private Links() {}

    static Optional<String> of(Page<?> page, String origin, RoutingContext context) {
        if (page.newest() == 0) {
            return Optional.empty();
        }
        // The request's own parameters hold those of the path as well, which are no part of the query.
        String address = origin + context.request().path() + "?" + kept(context.queryParams());
        String previous = "<" + address + "min_id=" + page.newest() + ">; rel=\"prev\"";
        String next = "<" + address + "max_id=" + page.oldest() + ">; rel=\"next\", ";
        return Optional.of(page.last() ? previous : next + previous);
    }

    /** The query without its bounds, ready for one more parameter. */
    private static String kept(MultiMap query) {
        StringJoiner kept = new StringJoiner("&", "", "&").setEmptyValue("");
        query.forEach((name, value) -> {
            if (!BOUNDS.contains(name)) {
                kept.add(encoded(name) + "=" + encoded(value));
            }
        });
        return kept.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
