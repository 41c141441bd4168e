package social.skein.rendering;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.filter.FilterMatcher;
import social.skein.filter.FilterResult;
import social.skein.filter.Filters;
import social.skein.model.AccountId;
import social.skein.poll.PollView;
import social.skein.poll.Polls;
import social.skein.sql.Sql;
import social.skein.status.InteractionSet;
import social.skein.status.Interactions;
import social.skein.status.Status;

/**
 * Renders one status for many viewers, where {@link StatusViews} renders many statuses for one. Interactions, poll
 * choices and filters are loaded in one statement each, regardless of the number of viewers.
 */
public final class PerViewerStatusViews {
    private final Sql sql;
    private final Filters filters;

    public PerViewerStatusViews(Sql sql, Filters filters) {
        this.sql = sql;
        this.filters = filters;
    }

    /** Everything in a view that depends on the viewer. */
    private record ViewerVariant(
            StatusView.ViewerView viewer,
            Optional<StatusView.ViewerView> originalViewer,
            Optional<List<Integer>> choices,
            boolean isAuthor) {}

    /**
     * The view of a status for each viewer. Viewers with equal views share the same instance.
     *
     * @param anonymousView the view without a viewer
     */
    public Future<Map<AccountId, StatusView>> views(
            Status status, StatusView anonymousView, Collection<AccountId> viewers) {
        if (viewers.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Status original = status.original();
        Optional<PollView> poll = Optional.ofNullable(anonymousView.poll());
        return Future.all(
                        Interactions.byStatus(sql, original, viewers),
                        filters.matchers(viewers, List.of(status.id(), original.id())),
                        poll.map(found -> Polls.choices(sql, original.id(), viewers))
                                .orElse(Future.succeededFuture(Map.of())))
                .map(loaded -> new ViewerHydrationData(
                        status, poll, loaded.resultAt(0), loaded.resultAt(1), loaded.resultAt(2)))
                .map(data -> renderAll(anonymousView, viewers, data));
    }

    private static Map<AccountId, StatusView> renderAll(
            StatusView anonymousView, Collection<AccountId> viewers, ViewerHydrationData data) {
        Map<ViewerVariant, StatusView> viewsByVariant = new HashMap<>();
        Map<AccountId, StatusView> views = new LinkedHashMap<>();
        viewers.forEach(viewer -> views.put(
                viewer,
                viewsByVariant.computeIfAbsent(data.variantFor(viewer), variant -> render(anonymousView, variant))));
        return views;
    }

    /** A status and the loaded data of all viewers. */
    private record ViewerHydrationData(
            Status status,
            Optional<PollView> poll,
            Map<AccountId, InteractionSet> interactions,
            Map<AccountId, FilterMatcher> matchers,
            Map<AccountId, List<Integer>> choices) {

        ViewerVariant variantFor(AccountId viewer) {
            Status original = status.original();
            return new ViewerVariant(
                    viewerView(viewer, status),
                    status.reblog().map(boosted -> viewerView(viewer, boosted)),
                    Optional.ofNullable(choices.get(viewer)),
                    original.author().equals(viewer));
        }

        private StatusView.ViewerView viewerView(AccountId viewer, Status shown) {
            return StatusView.ViewerView.of(
                    interactions.getOrDefault(viewer, InteractionSet.NONE),
                    StatusViews.isPinnable(shown, viewer),
                    filterResults(viewer, shown));
        }

        private List<FilterResult> filterResults(AccountId viewer, Status shown) {
            Status original = shown.original();
            return Optional.ofNullable(matchers.get(viewer))
                    .map(matcher -> matcher.match(
                            original.author(),
                            List.of(shown.id(), original.id()),
                            StatusViews.filterableTexts(original, poll)))
                    .orElse(List.of());
        }
    }

    private static StatusView render(StatusView anonymousView, ViewerVariant variant) {
        return withViewer(
                anonymousView,
                variant.viewer,
                Optional.ofNullable(anonymousView.reblog())
                        .map(boosted ->
                                withViewer(boosted, variant.originalViewer.orElse(variant.viewer), null, variant))
                        .orElse(null),
                variant);
    }

    private static StatusView withViewer(
            StatusView anonymousView,
            StatusView.ViewerView viewer,
            @Nullable StatusView reblog,
            ViewerVariant variant) {
        PollView poll = anonymousView.poll();
        return new StatusView(
                anonymousView.body(),
                anonymousView.counts(),
                viewer,
                anonymousView.account(),
                reblog,
                poll == null
                        ? null
                        : poll.withVote(
                                variant.isAuthor || variant.choices.isPresent(), variant.choices.orElse(List.of())));
    }
}
