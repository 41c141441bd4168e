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
public final class FilterEntryRoutes {
    private final Filters filters;
    private final FilterWriter writer;
    private final BiFunction<AccountId, StatusId, Future<?>> requireVisible;

    /**
     * @param requireVisible fails if the account may not see the status, so that filters do not reveal its existence
     */
    public FilterEntryRoutes(
            Filters filters, FilterWriter writer, BiFunction<AccountId, StatusId, Future<?>> requireVisible) {
        this.filters = filters;
        this.writer = writer;
        this.requireVisible = requireVisible;
    }

    public void mount(Endpoints api) {
        Access read = Access.user(Scope.READ_FILTERS);
        Access write = Access.user(Scope.WRITE_FILTERS);
        api.get("/api/v2/filters/:id/keywords", read, this::keywords)
                .post("/api/v2/filters/:id/keywords", write, this::addKeyword)
                .get("/api/v2/filters/keywords/:id", read, this::keyword)
                .put("/api/v2/filters/keywords/:id", write, this::updateKeyword)
                .delete("/api/v2/filters/keywords/:id", write, this::deleteKeyword)
                .get("/api/v2/filters/:id/statuses", read, this::statuses)
                .post("/api/v2/filters/:id/statuses", write, this::addStatus)
                .get("/api/v2/filters/statuses/:id", read, this::status)
                .delete("/api/v2/filters/statuses/:id", write, this::deleteStatus);
    }

    private Future<List<FilterView.KeywordView>> keywords(Request request) {
        return filters.get(request.account(), FilterRoutes.id(request))
                .map(filter -> FilterView.of(filter).keywords());
    }

    private Future<FilterView.KeywordView> addKeyword(Request request) {
        long filter = FilterRoutes.id(request);
        return writer.addKeyword(request.account(), filter, FilterUpdate.parseNewKeyword(request.params()))
                .map(FilterView.KeywordView::of);
    }

    private Future<FilterView.KeywordView> keyword(Request request) {
        long id = FilterRoutes.id(request);
        return filters.getByKeyword(request.account(), id).map(filter -> FilterView.KeywordView.of(filter.keyword(id)));
    }

    private Future<FilterView.KeywordView> updateKeyword(Request request) {
        long id = FilterRoutes.id(request);
        return writer.updateKeyword(request.account(), id, FilterUpdate.parseKeywordUpdate(request.params()))
                .map(FilterView.KeywordView::of);
    }

    private Future<Map<String, Object>> deleteKeyword(Request request) {
        return writer.deleteKeyword(request.account(), FilterRoutes.id(request)).map(Map.of());
    }

    private Future<List<FilterView.FilterStatusView>> statuses(Request request) {
        return filters.get(request.account(), FilterRoutes.id(request))
                .map(filter -> FilterView.of(filter).statuses());
    }

    private Future<FilterView.FilterStatusView> addStatus(Request request) {
        AccountId owner = request.account();
        long filter = FilterRoutes.id(request);
        StatusId status = StatusId.parse(request.params().required("status_id")).orElseThrow(Problem.NotFound::new);
        return requireVisible
                .apply(owner, status)
                .compose(visible -> writer.addStatus(owner, filter, status))
                .map(FilterView.FilterStatusView::of);
    }

    private Future<FilterView.FilterStatusView> status(Request request) {
        long id = FilterRoutes.id(request);
        return filters.getByStatusEntry(request.account(), id)
                .map(filter -> FilterView.FilterStatusView.of(filter.statusEntry(id)));
    }

    private Future<Map<String, Object>> deleteStatus(Request request) {
        return writer.deleteStatus(request.account(), FilterRoutes.id(request)).map(Map.of());
    }
}
