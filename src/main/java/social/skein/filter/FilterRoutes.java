package social.skein.filter;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;

/** Filters over HTTP, in both versions of the API, which share the same rows. */
public final class FilterRoutes {
    private final Filters filters;
    private final FilterWriter writer;

    public FilterRoutes(Filters filters, FilterWriter writer) {
        this.filters = filters;
        this.writer = writer;
    }

    public void mount(Endpoints api) {
        Access read = Access.user(Scope.READ_FILTERS);
        Access write = Access.user(Scope.WRITE_FILTERS);
        api.get("/api/v2/filters", read, this::list)
                .post("/api/v2/filters", write, this::create)
                .get("/api/v2/filters/:id", read, this::show)
                .put("/api/v2/filters/:id", write, this::update)
                .delete("/api/v2/filters/:id", write, this::delete)
                .get("/api/v1/filters", read, this::listV1)
                .post("/api/v1/filters", write, this::createV1)
                .get("/api/v1/filters/:id", read, this::showV1)
                .put("/api/v1/filters/:id", write, this::updateV1)
                .delete("/api/v1/filters/:id", write, this::deleteV1);
    }

    private Future<List<FilterView>> list(Request request) {
        return filters.byOwner(request.account())
                .map(found -> found.stream().map(FilterView::of).toList());
    }

    private Future<FilterView> show(Request request) {
        return filters.get(request.account(), id(request)).map(FilterView::of);
    }

    private Future<FilterView> create(Request request) {
        FilterUpdate update = FilterUpdate.parse(request.params()).requireComplete();
        return writer.create(request.account(), update).map(FilterView::of);
    }

    private Future<FilterView> update(Request request) {
        return writer.update(request.account(), id(request), FilterUpdate.parse(request.params()))
                .map(FilterView::of);
    }

    private Future<Map<String, Object>> delete(Request request) {
        return writer.delete(request.account(), id(request)).map(Map.of());
    }

    private Future<List<FilterView.FilterV1View>> listV1(Request request) {
        return filters.byOwner(request.account())
                .map(found -> found.stream()
                        .flatMap(filter ->
                                filter.keywords().stream().map(keyword -> FilterView.FilterV1View.of(filter, keyword)))
                        .toList());
    }

    private Future<FilterView.FilterV1View> showV1(Request request) {
        long id = id(request);
        return filters.getByKeyword(request.account(), id)
                .map(filter -> FilterView.FilterV1View.of(filter, filter.keyword(id)));
    }

    private Future<FilterView.FilterV1View> createV1(Request request) {
        FilterUpdate update = FilterUpdate.parseV1(request.params()).requireComplete();
        return writer.createV1(request.account(), update, FilterUpdate.parsePhrase(request.params()))
                .map(filter ->
                        FilterView.FilterV1View.of(filter, filter.keywords().get(0)));
    }

    private Future<FilterView.FilterV1View> updateV1(Request request) {
        long id = id(request);
        FilterUpdate update = FilterUpdate.parseV1(request.params());
        return writer.updateV1(request.account(), id, update, FilterUpdate.parsePhrase(request.params()))
                .map(filter -> FilterView.FilterV1View.of(filter, filter.keyword(id)));
    }

    private Future<Map<String, Object>> deleteV1(Request request) {
        return writer.deleteV1(request.account(), id(request)).map(Map.of());
    }

    static long id(Request request) {
        return SnowflakeIds.parse(request.pathParam("id")).orElseThrow(Problem.NotFound::new);
    }
}
