package social.skein.timeline;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * Makes the pages of timelines in four steps, which every timeline lists:
 *
 * <pre>
 * pipeline.skeleton(window -&gt; ids)      the ids of a window
 *         .hydrate()                    their statuses, from the cache
 *         .rules(statuses -&gt; allowed)   without those the viewer should not see
 *         .present(viewer, window)      as a page of JSON
 * </pre>
 *
 * The rules may leave less than a page. The first three steps then repeat with the next window until the page is full or the
 * list ends.
 */
public final class TimelinePipeline {
    /** Bounds the work for one page: if the rules hide nearly everything, the page is short and the client pages on. */
    private static final int MAX_ROUNDS = 10;

    private final StatusCache statusCache;
    private final StatusPageJson pageJson;
    private final PageInvariants pageInvariants;

    public TimelinePipeline(StatusCache statusCache, StatusPageJson pageJson, Invariants invariants) {
        this.statusCache = statusCache;
        this.pageJson = pageJson;
        this.pageInvariants = new PageInvariants(invariants);
    }

    /** Reads the ids of one window. */
    @FunctionalInterface
    interface SkeletonSource {
        Future<Skeleton> read(PageRequest window);
    }

    /** Keeps the statuses that belong on the page, in their order. */
    @FunctionalInterface
    interface VisibilityRules {
        Future<List<CachedStatus>> filter(List<CachedStatus> statuses);
    }

    /** Step 1, for a list that is read window by window. */
    Skeletons skeleton(SkeletonSource source) {
        return new Skeletons(
                window -> source.read(window)
                        .onSuccess(skeleton -> pageInvariants.checkProgress(window, skeleton.cursor())),
                Optional.empty());
    }

    /** Step 1, for a page with given bounds: the rules may shorten it, and it is not filled up. */
    Skeletons skeleton(Page<StatusId> page) {
        return new Skeletons(window -> Future.succeededFuture(Skeleton.of(page)), Optional.of(page));
    }

    /** A timeline after step 1. */
    final class Skeletons {
        private final SkeletonSource source;
        private final Optional<Page<StatusId>> bounds;

        private Skeletons(SkeletonSource source, Optional<Page<StatusId>> bounds) {
            this.source = source;
            this.bounds = bounds;
        }

        /** Step 2: loads the statuses. Deleted ones are left out. */
        Statuses hydrate() {
            return new Statuses(window -> source.read(window).compose(this::loadStatuses), bounds);
        }

        private Future<Slice> loadStatuses(Skeleton skeleton) {
            return statusCache
                    .byIds(skeleton.ids().stream().map(StatusId::new).toList())
                    .map(found -> new Slice(found, skeleton.cursor()));
        }
    }

    /** A timeline after step 2 or 3. */
    final class Statuses {
        private final SliceSource slices;
        private final Optional<Page<StatusId>> bounds;

        private Statuses(SliceSource slices, Optional<Page<StatusId>> bounds) {
            this.slices = slices;
            this.bounds = bounds;
        }

        /** Step 3: applies the rules to each slice. */
        Statuses rules(VisibilityRules rules) {
            return new Statuses(
                    window -> slices.read(window)
                            .compose(slice ->
                                    rules.filter(slice.statuses).map(allowed -> new Slice(allowed, slice.cursor))),
                    bounds);
        }

        /** Step 4: reads as many slices as the page takes, and renders it. */
        Future<PagedResponse> present(Optional<AccountId> viewer, PageRequest window) {
            if (bounds.isPresent()) {
                return slices.read(window)
                        .compose(slice -> render(viewer, bounds.get().mapEntries(ids -> slice.statuses)));
            }
            return fill(window, Slice.EMPTY, MAX_ROUNDS)
                    .onSuccess(filled -> pageInvariants.checkPage(viewer, window, filled.statuses))
                    .compose(filled -> render(viewer, filled.toPage(window)));
        }

        private Future<Slice> fill(PageRequest window, Slice partial, int rounds) {
            return slices.read(window).compose(slice -> {
                Slice filled = partial.append(slice);
                int missing = window.limit() - slice.statuses.size();
                return missing <= 0 || slice.cursor.isEmpty() || rounds == 1
                        ? Future.succeededFuture(filled)
                        : fill(window.continueFrom(slice.cursor.get(), missing), filled, rounds - 1);
            });
        }
    }

    private Future<PagedResponse> render(Optional<AccountId> viewer, Page<CachedStatus> page) {
        return pageJson.render(viewer, page.entries()).map(json -> new PagedResponse(page, json));
    }

    /** Reads the statuses of one window. */
    private interface SliceSource {
        Future<Slice> read(PageRequest window);
    }

    /**
     * The statuses of one window or of several adjacent ones, in the window's order, and the cursor of the skeleton.
     */
    private record Slice(List<CachedStatus> statuses, Optional<Long> cursor) {
        static final Slice EMPTY = new Slice(List.of(), Optional.empty());

        Slice append(Slice next) {
            List<CachedStatus> all = new ArrayList<>(statuses);
            all.addAll(next.statuses);
            return new Slice(all, next.cursor);
        }

        /**
         * The page continues from the last id examined, visible or not: otherwise a long hidden run would end the list.
         */
        Page<CachedStatus> toPage(PageRequest window) {
            Page<CachedStatus> page =
                    Page.of(window, statuses, status -> status.id().value());
            boolean last = !window.isAscending() && cursor.isEmpty();
            long newest = window.isAscending() || page.newestCursor() == 0
                    ? cursor.orElse(page.newestCursor())
                    : page.newestCursor();
            long oldest = window.isAscending() && page.oldestCursor() != 0
                    ? page.oldestCursor()
                    : cursor.orElse(page.oldestCursor());
            return new Page<>(page.entries(), newest, oldest, last);
        }
    }
}
