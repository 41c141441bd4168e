package social.skein.timeline;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.http.PagedResponse;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;
import social.skein.rendering.CachedStatus;
import social.skein.visibility.ViewerStateCache;

/** A person's home timeline: what the skeletons hold of it, as far as they hear it. */
public final class HomeTimeline {
    private final HomeSkeletons skeletons;
    private final ViewerStateCache viewerStates;
    private final TimelinePipeline pipeline;

    public HomeTimeline(HomeSkeletons skeletons, ViewerStateCache viewerStates, TimelinePipeline pipeline) {
        this.skeletons = skeletons;
        this.viewerStates = viewerStates;
        this.pipeline = pipeline;
    }

    public Future<PagedResponse> page(AccountId reader, PageRequest window) {
        return pipeline.page(
                Optional.of(reader),
                window,
                part -> skeletons.read(reader, part),
                found -> viewerStates.filterForHome(reader, found, CachedStatus::subject));
    }
}
