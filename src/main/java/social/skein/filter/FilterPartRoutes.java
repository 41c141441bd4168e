package social.skein.filter;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;

/** The keywords and statuses of filters over HTTP, one by one. */
public final class FilterPartRoutes {
    private final Filters filters;
    private final FilterBook book;
    private final BiFunction<AccountId, StatusId, Future<?>> seen;

    /** @param seen fails where somebody may not see a status, and so cannot learn whether there is one */
    public FilterPartRoutes(Filters filters, FilterBook book, BiFunction<AccountId, StatusId, Future<?>> seen) {
        this.filters = filters;
        this.book = book;
        this.seen = seen;
    }

    public void mount(Endpoints api) {
        Access read = Access.user(Scope.READ_FILTERS);
        Access write = Access.user(Scope.WRITE_FILTERS);
        api.get("/api/v2/filters/:id/keywords", read, this::keywords)
                .post("/api/v2/filters/:id/keywords", write, this::addKeyword)
                .get("/api/v2/filters/keywords/:id", read, this::keyword)
                .put("/api/v2/filters/keywords/:id", write, this::changeKeyword)
                .delete("/api/v2/filters/keywords/:id", write, this::deleteKeyword)
                .get("/api/v2/filters/:id/statuses", read, this::picks)
                .post("/api/v2/filters/:id/statuses", write, this::pick)
                .get("/api/v2/filters/statuses/:id", read, this::onePick)
                .delete("/api/v2/filters/statuses/:id", write, this::deletePick);
    }

    private Future<List<FilterView.KeywordView>> keywords(Request request) {
        return filters.get(request.account(), FilterRoutes.id(request))
                .map(filter -> FilterView.of(filter).keywords());
    }

    private Future<FilterView.KeywordView> addKeyword(Request request) {
        long filter = FilterRoutes.id(request);
        return book.add(request.account(), filter, FilterWish.keyword(request.params()))
                .map(FilterView.KeywordView::of);
    }

    private Future<FilterView.KeywordView> keyword(Request request) {
        long id = FilterRoutes.id(request);
        return filters.withKeyword(request.account(), id).map(filter -> FilterView.KeywordView.of(filter.keyword(id)));
    }

    private Future<FilterView.KeywordView> changeKeyword(Request request) {
        long id = FilterRoutes.id(request);
        return book.change(request.account(), id, FilterWish.changed(request.params()))
                .map(FilterView.KeywordView::of);
    }

    private Future<Map<String, Object>> deleteKeyword(Request request) {
        return book.deleteKeyword(request.account(), FilterRoutes.id(request)).map(Map.of());
    }

    private Future<List<FilterView.PickView>> picks(Request request) {
        return filters.get(request.account(), FilterRoutes.id(request))
                .map(filter -> FilterView.of(filter).statuses());
    }

    private Future<FilterView.PickView> pick(Request request) {
        AccountId owner = request.account();
        long filter = FilterRoutes.id(request);
        StatusId status = StatusId.parse(request.params().required("status_id")).orElseThrow(Problem.NotFound::new);
        return seen.apply(owner, status)
                .compose(may -> book.pick(owner, filter, status))
                .map(FilterView.PickView::of);
    }

    private Future<FilterView.PickView> onePick(Request request) {
        long id = FilterRoutes.id(request);
        return filters.withPick(request.account(), id).map(filter -> FilterView.PickView.of(filter.pick(id)));
    }

    private Future<Map<String, Object>> deletePick(Request request) {
        return book.deletePick(request.account(), FilterRoutes.id(request)).map(Map.of());
    }
}
