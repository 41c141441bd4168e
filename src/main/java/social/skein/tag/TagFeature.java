package social.skein.tag;

import java.time.Clock;
import java.util.List;
import social.skein.account.AccountFeature;
import social.skein.feature.ErasureStep;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;

/** Hashtags: their usage, and the hashtags that accounts follow or feature; timelines belong to {@code timeline}. */
public final class TagFeature implements Feature {
    private final Platform platform;
    private final AccountFeature accounts;
    private final Tags tags;
    private final TagFollows follows;
    private final TagViews views;

    public TagFeature(Platform platform, AccountFeature accounts) {
        this.platform = platform;
        this.accounts = accounts;
        this.tags = new Tags(platform.db(), Clock.systemUTC());
        this.follows = new TagFollows(platform.db());
        this.views = new TagViews(platform.publicUrl(), tags, follows);
    }

    public Tags tags() {
        return tags;
    }

    public TagFollows follows() {
        return follows;
    }

    public TagViews views() {
        return views;
    }

    @Override
    public void mount(Endpoints api) {
        TagFollowWriter writer = new TagFollowWriter(platform.db(), platform.outbox(), platform.hints());
        new TagRoutes(writer, follows, views).mount(api);
        new FeaturedTagRoutes(new FeaturedTags(platform.db()), views, accounts.accounts(), accounts.views()).mount(api);
    }

    @Override
    public List<ErasureStep> erasure() {
        return TagErasure.steps(platform.db());
    }
}
