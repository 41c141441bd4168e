package social.skein.timeline;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.http.PagedResponse;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.StatusId;
import social.skein.rendering.CachedStatus;
import social.skein.status.Statuses;
import social.skein.visibility.CachedStatusFilter;

/** The public timeline: the public posts of all accounts that the viewer has neither blocked nor muted. */
public final class PublicTimeline {
    private final Statuses statuses;
    private final SkeletonCache skeletonCache;
    private final CachedStatusFilter viewerStates;
    private final TimelinePipeline pipeline;

    public PublicTimeline(
            Statuses statuses,
            SkeletonCache skeletonCache,
            CachedStatusFilter viewerStates,
            TimelinePipeline pipeline) {
        this.statuses = statuses;
        this.skeletonCache = skeletonCache;
        this.viewerStates = viewerStates;
        this.pipeline = pipeline;
    }

    Future<PagedResponse> page(Optional<AccountId> viewer, boolean onlyMedia, PageRequest window) {
        return skeletonCache
                .publicTimeline(
                        onlyMedia,
                        window,
                        () -> onlyMedia ? statuses.publicMediaTimeline(window) : statuses.publicTimeline(window))
                .compose(page -> present(viewer, window, page));
    }

    private Future<PagedResponse> present(Optional<AccountId> viewer, PageRequest window, Page<StatusId> page) {
        return pipeline.skeleton(page)
                .hydrate()
                .rules(found -> viewerStates.filterDiscoverable(viewer, found, CachedStatus::attributes))
                .present(viewer, window);
    }
}
