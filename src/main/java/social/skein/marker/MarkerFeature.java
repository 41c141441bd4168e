package social.skein.marker;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;

/** Read positions in the home timeline and in notifications. */
public final class MarkerFeature implements Feature {
    private final Platform platform;
    private final Markers markers;

    public MarkerFeature(Platform platform) {
        this.platform = platform;
        this.markers = new Markers(platform.db());
    }

    public Markers markers() {
        return markers;
    }

    @Override
    public void mount(Endpoints api) {
        new MarkerRoutes(markers).mount(api);
    }

    @Override
    public List<ErasureStep> erasure() {
        return MarkerErasure.steps(platform.db());
    }
}
