package social.skein.filter;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Ids;
import social.skein.model.Problem;

/** Filters over HTTP, in both versions of the API, which show the same rows. */
public final class FilterRoutes {
    private final Filters filters;
    private final FilterBook book;

    public FilterRoutes(Filters filters, FilterBook book) {
        this.filters = filters;
        this.book = book;
    }

    public void mount(Endpoints api) {
        Access read = Access.user(Scope.READ_FILTERS);
        Access write = Access.user(Scope.WRITE_FILTERS);
        api.get("/api/v2/filters", read, this::all)
                .post("/api/v2/filters", write, this::create)
                .get("/api/v2/filters/:id", read, this::one)
                .put("/api/v2/filters/:id", write, this::change)
                .delete("/api/v2/filters/:id", write, this::delete)
                .get("/api/v1/filters", read, this::allOld)
                .post("/api/v1/filters", write, this::createOld)
                .get("/api/v1/filters/:id", read, this::oneOld)
                .put("/api/v1/filters/:id", write, this::changeOld)
                .delete("/api/v1/filters/:id", write, this::deleteOld);
    }

    private Future<List<FilterView>> all(Request request) {
        return filters.of(request.account())
                .map(found -> found.stream().map(FilterView::of).toList());
    }

    private Future<FilterView> one(Request request) {
        return filters.get(request.account(), id(request)).map(FilterView::of);
    }

    private Future<FilterView> create(Request request) {
        FilterWish wish = FilterWish.of(request.params()).complete();
        return book.create(request.account(), wish).map(FilterView::of);
    }

    private Future<FilterView> change(Request request) {
        return book.change(request.account(), id(request), FilterWish.of(request.params()))
                .map(FilterView::of);
    }

    private Future<Map<String, Object>> delete(Request request) {
        return book.delete(request.account(), id(request)).map(Map.of());
    }

    private Future<List<FilterView.Old>> allOld(Request request) {
        return filters.of(request.account())
                .map(found -> found.stream()
                        .flatMap(
                                filter -> filter.keywords().stream().map(keyword -> FilterView.Old.of(filter, keyword)))
                        .toList());
    }

    private Future<FilterView.Old> oneOld(Request request) {
        long id = id(request);
        return filters.withKeyword(request.account(), id).map(filter -> FilterView.Old.of(filter, filter.keyword(id)));
    }

    private Future<FilterView.Old> createOld(Request request) {
        FilterWish wish = FilterWish.old(request.params()).complete();
        return book.createOld(request.account(), wish, FilterWish.phrase(request.params()))
                .map(filter -> FilterView.Old.of(filter, filter.keywords().get(0)));
    }

    private Future<FilterView.Old> changeOld(Request request) {
        long id = id(request);
        FilterWish wish = FilterWish.old(request.params());
        return book.changeOld(request.account(), id, wish, FilterWish.phrase(request.params()))
                .map(filter -> FilterView.Old.of(filter, filter.keyword(id)));
    }

    private Future<Map<String, Object>> deleteOld(Request request) {
        return book.deleteOld(request.account(), id(request)).map(Map.of());
    }

    static long id(Request request) {
        return Ids.parse(request.path("id")).orElseThrow(Problem.NotFound::new);
    }
}
