package social.skein.timeline;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import social.skein.http.Invariants;
import social.skein.http.PagedResponse;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.StatusId;
import social.skein.rendering.CachedStatus;
import social.skein.rendering.StatusCache;
import social.skein.rendering.StatusPageJson;

/**
 * Pages of statuses that rules thin out, made in four steps: the skeleton of ids, their hydration, the rules, the
 * presentation. More of the skeleton is read until the page is full or the list ends.
 */
public final class TimelinePipeline {
    /** A bound on the work for one page; whoever follows only what the rules hide gets a short page and pages on. */
    private static final int MAX_ROUNDS = 10;

    private final StatusCache statusCache;
    private final StatusPageJson pageJson;
    private final PageInvariants pageInvariants;

    public TimelinePipeline(StatusCache statusCache, StatusPageJson pageJson, Invariants invariants) {
        this.statusCache = statusCache;
        this.pageJson = pageJson;
        this.pageInvariants = new PageInvariants(invariants);
    }

    /** Where the ids of a page come from, window by window. */
    interface SkeletonSource extends Function<PageRequest, Future<Skeleton>> {}

    /** Which of the statuses that were found belong on the page. */
    interface VisibilityRules extends Function<List<CachedStatus>, Future<List<CachedStatus>>> {}

    /** The part of a list that was read so far, in the order of the window, and where to go on. */
    private record PartialPage(List<CachedStatus> statuses, Optional<Long> cursor) {
        PartialPage append(List<CachedStatus> more, Optional<Long> nextCursor) {
            List<CachedStatus> all = new ArrayList<>(statuses);
            all.addAll(more);
            return new PartialPage(all, nextCursor);
        }
    }

    /** @param reader who the page is for, where it is for somebody */
    Future<PagedResponse> page(
            Optional<AccountId> reader, PageRequest window, SkeletonSource source, VisibilityRules rules) {
        return fill(window, source, rules, new PartialPage(List.of(), Optional.empty()), MAX_ROUNDS)
                .onSuccess(reading -> pageInvariants.checkPage(reader, window, reading.statuses))
                .compose(reading -> present(reader, window, reading));
    }

    private Future<PartialPage> fill(
            PageRequest window, SkeletonSource source, VisibilityRules rules, PartialPage partial, int rounds) {
        return source.apply(window)
                .onSuccess(skeleton -> pageInvariants.checkProgress(window, skeleton.cursor()))
                .compose(skeleton ->
                        hydrate(skeleton).compose(rules).map(left -> partial.append(left, skeleton.cursor())))
                .compose(reading -> {
                    int missing = window.limit() - (reading.statuses.size() - partial.statuses.size());
                    return missing <= 0 || reading.cursor.isEmpty() || rounds == 1
                            ? Future.succeededFuture(reading)
                            : fill(
                                    window.continueFrom(reading.cursor.get(), missing),
                                    source,
                                    rules,
                                    reading,
                                    rounds - 1);
                });
    }

    private Future<List<CachedStatus>> hydrate(Skeleton skeleton) {
        return statusCache.byIds(skeleton.ids().stream().map(StatusId::new).toList());
    }

    /** A page whose end does not depend on the rules: what they leave of it is all that is shown. */
    Future<PagedResponse> page(Optional<AccountId> reader, Page<StatusId> page, VisibilityRules rules) {
        return statusCache
                .byIds(page.entries())
                .compose(rules)
                .compose(shown -> pageJson.render(reader, shown))
                .map(json -> new PagedResponse(page, json));
    }

    /** One goes on from what was looked at last, shown or not: else a long run of what is hidden would end the list. */
    private Future<PagedResponse> present(Optional<AccountId> reader, PageRequest window, PartialPage partial) {
        Page<CachedStatus> page =
                Page.of(window, partial.statuses, card -> card.id().value());
        boolean last = !window.isAscending() && partial.cursor.isEmpty();
        long newest = window.isAscending() || page.newestCursor() == 0
                ? partial.cursor.orElse(page.newestCursor())
                : page.newestCursor();
        long oldest = window.isAscending() && page.oldestCursor() != 0
                ? page.oldestCursor()
                : partial.cursor.orElse(page.oldestCursor());
        return pageJson.render(reader, page.entries())
                .map(json -> new PagedResponse(new Page<>(page.entries(), newest, oldest, last), json));
    }
}
