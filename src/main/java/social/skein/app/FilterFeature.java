package social.skein.app;

import java.util.Optional;
import social.skein.filter.FilterBook;
import social.skein.filter.FilterPartRoutes;
import social.skein.filter.FilterRoutes;
import social.skein.http.Endpoints;

/** What filters are made of. */
final class FilterFeature {
    private final FilterRoutes filters;
    private final FilterPartRoutes parts;

    FilterFeature(Wiring wiring) {
        FilterBook book = new FilterBook(wiring.db, wiring.hints);
        this.filters = new FilterRoutes(wiring.filters, book);
        this.parts = new FilterPartRoutes(
                wiring.filters, book, (viewer, status) -> wiring.visible.get(Optional.of(viewer), status));
    }

    void mount(Endpoints api) {
        filters.mount(api);
        parts.mount(api);
    }
}
