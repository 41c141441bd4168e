package social.skein.emoji;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import social.skein.feature.Feature;
import social.skein.feature.PeriodicJob;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;

/** Custom emoji. */
public final class EmojiFeature implements Feature {
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

    private final Platform platform;
    private final EmojiEditor editor;
    private final EmojiCache cache;

    public EmojiFeature(Platform platform, EmojiPictureStore pictures) {
        CustomEmojis emojis = new CustomEmojis(platform.db());
        this.platform = platform;
        this.editor = new EmojiEditor(emojis, pictures);
        this.cache = new EmojiCache(emojis, platform.publicUrl());
    }

    public EmojiEditor editor() {
        return editor;
    }

    public EmojiCache cache() {
        return cache;
    }

    /** An emoji in the client API. */
    public EmojiView view(CustomEmoji emoji) {
        return emoji.toView(platform.publicUrl());
    }

    @Override
    public void mount(Endpoints api) {
        new EmojiRoutes(cache).mount(api);
    }

    @Override
    public List<PeriodicJob> jobs() {
        return List.of(new PeriodicJob("remove the pictures of removed emoji", SWEEP_INTERVAL, editor::sweep));
    }

    @Override
    public Future<Void> start() {
        return cache.start(platform.vertx());
    }
}
