package social.skein.app;

import java.util.Optional;
import social.skein.filter.FilterEntryRoutes;
import social.skein.filter.FilterRoutes;
import social.skein.filter.FilterWriter;
import social.skein.http.Endpoints;

/** What filters are made of. */
final class FilterFeature {
    private final FilterRoutes filters;
    private final FilterEntryRoutes keywords;

    FilterFeature(Wiring wiring) {
        FilterWriter book = new FilterWriter(wiring.db, wiring.hints);
        this.filters = new FilterRoutes(wiring.filters, book);
        this.keywords = new FilterEntryRoutes(
                wiring.filters, book, (viewer, status) -> wiring.visible.get(Optional.of(viewer), status));
    }

    void mount(Endpoints api) {
        filters.mount(api);
        keywords.mount(api);
    }
}
