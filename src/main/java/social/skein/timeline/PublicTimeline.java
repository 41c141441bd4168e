package social.skein.timeline;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.http.PagedResponse;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;
import social.skein.rendering.CachedStatus;
import social.skein.status.Statuses;
import social.skein.visibility.ViewerStateCache;

/** What everybody posted for everybody, as far as the reader should meet it. */
public final class PublicTimeline {
    private final Statuses statuses;
    private final SkeletonCache skeletonCache;
    private final ViewerStateCache viewerStates;
    private final TimelinePipeline pipeline;

    public PublicTimeline(
            Statuses statuses, SkeletonCache skeletonCache, ViewerStateCache viewerStates, TimelinePipeline pipeline) {
        this.statuses = statuses;
        this.skeletonCache = skeletonCache;
        this.viewerStates = viewerStates;
        this.pipeline = pipeline;
    }

    Future<PagedResponse> page(Optional<AccountId> reader, PageRequest window) {
        return skeletonCache
                .publicTimeline(window, () -> statuses.publicTimeline(window))
                .compose(page -> pipeline.page(
                        reader, page, found -> viewerStates.filterDiscoverable(reader, found, CachedStatus::subject)));
    }
}
