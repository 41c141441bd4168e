package social.skein.http;

import java.util.List;
import social.skein.model.Page;

/**
 * An answer that shows a page in another form than a list of its entries, and has the {@code Link} header of the page.
 *
 * @param body a record, or JSON that is written already
 */
public record PagedResponse(Page<?> page, Object body) {

    public static PagedResponse empty() {
        return new PagedResponse(Page.empty(), List.of());
    }
}
