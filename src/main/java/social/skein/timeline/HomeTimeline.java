package social.skein.timeline;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.http.PagedResponse;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;
import social.skein.rendering.CachedStatus;
import social.skein.visibility.CachedStatusFilter;

/** The home timeline: posts of followed accounts and hashtags, as far as the rules allow. */
public final class HomeTimeline {
    private final HomeSkeletons skeletons;
    private final CachedStatusFilter viewerStates;
    private final TimelinePipeline pipeline;

    public HomeTimeline(HomeSkeletons skeletons, CachedStatusFilter viewerStates, TimelinePipeline pipeline) {
        this.skeletons = skeletons;
        this.viewerStates = viewerStates;
        this.pipeline = pipeline;
    }

    public Future<PagedResponse> page(AccountId owner, PageRequest window) {
        return pipeline.skeleton(part -> skeletons.read(owner, part))
                .hydrate()
                .rules(found -> viewerStates.filterForHome(owner, found, CachedStatus::attributes))
                .present(Optional.of(owner), window);
    }
}
