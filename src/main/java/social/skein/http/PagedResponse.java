package social.skein.http;

import java.util.List;
import social.skein.model.Page;

/**
 * A response with the {@code Link} header of a page, but a body other than the list of its entries.
 *
 * @param body a record, or a buffer of encoded JSON
 */
public record PagedResponse(Page<?> page, Object body) {

    public static PagedResponse empty() {
        return new PagedResponse(Page.empty(), List.of());
    }
}
