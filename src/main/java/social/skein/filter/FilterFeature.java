package social.skein.filter;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiFunction;
import social.skein.feature.ErasureStep;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/** Filters, their keywords and filtered statuses, and the matchers made of them. */
public final class FilterFeature implements Feature {
    private final Platform platform;
    private final BiFunction<AccountId, StatusId, Future<?>> requireVisible;
    private final Filters filters;
    private final FilterMatcherCache matchers;

    /** @param requireVisible fails with a {@code NotFound} if the account may not see the status */
    public FilterFeature(Platform platform, BiFunction<AccountId, StatusId, Future<?>> requireVisible) {
        this.platform = platform;
        this.requireVisible = requireVisible;
        this.filters = new Filters(platform.db());
        this.matchers = new FilterMatcherCache(filters, platform.cacheBudget());
    }

    public Filters filters() {
        return filters;
    }

    public FilterMatcherCache matchers() {
        return matchers;
    }

    @Override
    public void mount(Endpoints api) {
        FilterWriter writer = new FilterWriter(platform.db(), platform.hints());
        new FilterRoutes(filters, writer).mount(api);
        new FilterEntryRoutes(filters, writer, requireVisible).mount(api);
    }

    @Override
    public List<ErasureStep> erasure() {
        return FilterErasure.steps(platform.db());
    }

    @Override
    public Future<Void> start() {
        return matchers.listen(platform.hints());
    }
}
