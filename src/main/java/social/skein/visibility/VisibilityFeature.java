package social.skein.visibility;

import io.vertx.core.Future;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.list.ListFeature;
import social.skein.relationship.RelationshipFeature;
import social.skein.tag.TagFeature;

/** The rules of visibility, and the cached state of viewers that they are applied to. */
public final class VisibilityFeature implements Feature {
    private final Platform platform;
    private final VisibilityPolicy policy;
    private final ViewerStateLoader viewerStateLoader;
    private final CachedStatusFilter viewerStates;

    public VisibilityFeature(Platform platform, RelationshipFeature relationships, ListFeature lists, TagFeature tags) {
        this.platform = platform;
        this.policy = new VisibilityPolicy(relationships.relations(), lists.lists(), tags.follows());
        this.viewerStateLoader = new ViewerStateLoader(
                relationships.follows(), relationships.relations(), lists.lists(), tags.follows());
        this.viewerStates = new CachedStatusFilter(viewerStateLoader, policy, platform.cacheBudget());
    }

    public VisibilityPolicy policy() {
        return policy;
    }

    public ViewerStateLoader viewerStateLoader() {
        return viewerStateLoader;
    }

    public CachedStatusFilter viewerStates() {
        return viewerStates;
    }

    @Override
    public Future<Void> start() {
        return viewerStates.subscribe(platform.hints());
    }
}
