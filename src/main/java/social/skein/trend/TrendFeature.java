package social.skein.trend;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import social.skein.feature.Feature;
import social.skein.feature.PeriodicJob;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.rendering.RenderingFeature;
import social.skein.status.StatusFeature;
import social.skein.tag.TagFeature;

/** Trending hashtags and statuses. */
public final class TrendFeature implements Feature {
    private static final Duration REFRESH_INTERVAL = Duration.ofMinutes(5);

    private final Trends trends;
    private final TagFeature tags;
    private final StatusFeature statuses;
    private final RenderingFeature rendering;

    public TrendFeature(Platform platform, TagFeature tags, StatusFeature statuses, RenderingFeature rendering) {
        this.trends = new Trends(platform.db());
        this.tags = tags;
        this.statuses = statuses;
        this.rendering = rendering;
    }

    @Override
    public void mount(Endpoints api) {
        new TrendRoutes(trends, tags.views(), statuses.visible(), rendering.views()).mount(api);
    }

    @Override
    public List<PeriodicJob> jobs() {
        return List.of(new PeriodicJob("refresh trends", REFRESH_INTERVAL, () -> trends.refresh(Instant.now())));
    }
}
