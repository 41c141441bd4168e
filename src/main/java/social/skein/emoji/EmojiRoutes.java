package social.skein.emoji;

import io.vertx.core.Future;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;

/** The custom emoji over HTTP. */
public final class EmojiRoutes {
    private final EmojiCache emojis;

    public EmojiRoutes(EmojiCache emojis) {
        this.emojis = emojis;
    }

    /** Hidden ones are left out, as Mastodon does: clients learn of them from the texts that contain them. */
    public void mount(Endpoints api) {
        api.cacheable(
                "/api/v1/custom_emojis",
                Access.anyone(),
                CachePolicy.SERVER,
                request -> Future.succeededFuture(emojis.listed()));
    }
}
