package social.skein.rendering;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import social.skein.filter.FilterMatcher;
import social.skein.filter.FilterResult;
import social.skein.filter.Filters;
import social.skein.model.AccountId;
import social.skein.poll.PollView;
import social.skein.poll.Polls;
import social.skein.sql.Sql;
import social.skein.status.Status;

/**
 * Shows one status to many at a time, where {@link StatusViews} shows many to one: what they did with it, what they chose in
 * its poll and what they filter are found in a statement each, however many they are.
 */
public final class PerViewerStatusViews {
    private static final String SELECT_INTERACTIONS = """
            select account_id as account,
                   bool_or(deed = 'LIKED') as liked, bool_or(deed = 'BOOSTED') as boosted,
                   bool_or(deed = 'KEPT') as kept, bool_or(deed = 'PINNED') as pinned, bool_or(deed = 'MUTED') as muted
              from (select account_id, 'LIKED' as deed from favourite where status_id = $1 and account_id = any($3)
                     union all
                    select account_id, 'BOOSTED' from status where reblog_of_id = $1 and account_id = any($3)
                     union all
                    select account_id, 'KEPT' from bookmark where status_id = $1 and account_id = any($3)
                     union all
                    select account_id, 'PINNED' from pin where status_id = $1 and account_id = any($3)
                     union all
                    select account_id, 'MUTED' from conversation_mute
                     where conversation_id = $2 and account_id = any($3)) done
             group by account_id
            """;

    private final Sql sql;
    private final Filters filters;

    public PerViewerStatusViews(Sql sql, Filters filters) {
        this.sql = sql;
        this.filters = filters;
    }

    /** What somebody did with a status. */
    private record InteractionFlags(
            boolean favourited, boolean boosted, boolean bookmarked, boolean pinned, boolean muted) {
        static final InteractionFlags NONE = new InteractionFlags(false, false, false, false, false);

        static InteractionFlags of(Row row) {
            return new InteractionFlags(
                    row.getBoolean("liked"),
                    row.getBoolean("boosted"),
                    row.getBoolean("kept"),
                    row.getBoolean("pinned"),
                    row.getBoolean("muted"));
        }
    }

    /** All that differs from one onlooker to the other. */
    private record ViewerVariant(
            StatusView.ViewerView viewer,
            Optional<StatusView.ViewerView> originalViewer,
            Optional<List<Integer>> choices,
            boolean isAuthor) {}

    /**
     * How each of the onlookers sees a status: the same view, not only an equal one, where it looks alike.
     *
     * @param anonymousView how everybody without an account sees it
     */
    public Future<Map<AccountId, StatusView>> views(
            Status status, StatusView anonymousView, Collection<AccountId> viewers) {
        if (viewers.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        Status original = status.original();
        Optional<PollView> poll = Optional.ofNullable(anonymousView.poll());
        return Future.all(
                        loadInteractions(original, viewers),
                        filters.matchers(viewers, List.of(status.id(), original.id())),
                        poll.map(asked -> Polls.choices(sql, original.id(), viewers))
                                .orElse(Future.succeededFuture(Map.of())))
                .map(found -> {
                    ViewerHydrationData scene = new ViewerHydrationData(
                            status, poll, found.resultAt(0), found.resultAt(1), found.resultAt(2));
                    Map<ViewerVariant, StatusView> alike = new HashMap<>();
                    Map<AccountId, StatusView> seen = new LinkedHashMap<>();
                    viewers.forEach(onlooker -> seen.put(
                            onlooker,
                            alike.computeIfAbsent(scene.variantFor(onlooker), look -> render(anonymousView, look))));
                    return seen;
                });
    }

    private Future<Map<AccountId, InteractionFlags>> loadInteractions(Status original, Collection<AccountId> viewers) {
        Object accounts = viewers.stream().map(AccountId::value).toArray(Long[]::new);
        return sql.list(
                        SELECT_INTERACTIONS,
                        row -> row,
                        original.id().value(),
                        original.conversation().value(),
                        accounts)
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> new AccountId(row.getLong("account")), InteractionFlags::of)));
    }

    /** A status, and what belongs to it. */
    private record ViewerHydrationData(
            Status status,
            Optional<PollView> poll,
            Map<AccountId, InteractionFlags> interactions,
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
            InteractionFlags did = interactions.getOrDefault(viewer, InteractionFlags.NONE);
            return new StatusView.ViewerView(
                    did.favourited,
                    did.boosted,
                    did.muted,
                    did.bookmarked,
                    StatusViews.isPinnable(shown, viewer) ? did.pinned : null,
                    filterResults(viewer, shown));
        }

        private List<FilterResult> filterResults(AccountId viewer, Status shown) {
            Status original = shown.original();
            return Optional.ofNullable(matchers.get(viewer))
                    .map(sieve -> sieve.match(
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
