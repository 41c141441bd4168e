package social.skein.poll;

import java.util.List;
import social.skein.emoji.EmojiFinder;
import social.skein.feature.ErasureStep;
import social.skein.feature.Feature;
import social.skein.feature.Platform;

/** Polls and votes; the routes belong to {@code posting}, which checks whether a viewer may see the status. */
public final class PollFeature implements Feature {
    private final Platform platform;
    private final Polls polls;

    public PollFeature(Platform platform, EmojiFinder emojis) {
        this.platform = platform;
        this.polls = new Polls(platform.db(), emojis, platform.scheduledFacts());
    }

    public Polls polls() {
        return polls;
    }

    public Votes votes() {
        return new Votes(platform.db());
    }

    @Override
    public List<ErasureStep> erasure() {
        return PollErasure.steps(platform.db());
    }
}
