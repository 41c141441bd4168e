package social.skein.interaction;

import java.util.List;
import social.skein.account.AccountFeature;
import social.skein.feature.ErasureStep;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.rendering.RenderingFeature;
import social.skein.status.StatusFeature;
import social.skein.status.VisibleStatuses;

/** Favourites, bookmarks, pins and muted conversations. */
public final class InteractionFeature implements Feature {
    private final Platform platform;
    private final AccountFeature accounts;
    private final StatusFeature statuses;
    private final RenderingFeature rendering;
    private final Favourites favourites;
    private final Bookmarks bookmarks;
    private final Pins pins;
    private final ConversationMutes conversationMutes;

    public InteractionFeature(
            Platform platform, AccountFeature accounts, StatusFeature statuses, RenderingFeature rendering) {
        this.platform = platform;
        this.accounts = accounts;
        this.statuses = statuses;
        this.rendering = rendering;
        VisibleStatuses visible = statuses.visible();
        this.favourites = new Favourites(platform.db(), platform.outbox(), visible);
        this.bookmarks = new Bookmarks(platform.db(), visible, platform.hints());
        this.pins = new Pins(platform.db(), visible, platform.hints());
        this.conversationMutes = new ConversationMutes(platform.db(), visible, platform.hints());
    }

    public Favourites favourites() {
        return favourites;
    }

    public Bookmarks bookmarks() {
        return bookmarks;
    }

    public Pins pins() {
        return pins;
    }

    public ConversationMutes conversationMutes() {
        return conversationMutes;
    }

    @Override
    public void mount(Endpoints api) {
        new BookmarkPinMuteRoutes(bookmarks, pins, conversationMutes, statuses.visible(), rendering.views()).mount(api);
        new FavouriteRoutes(favourites, statuses.visible(), rendering.views(), accounts.accounts(), accounts.views())
                .mount(api);
    }

    @Override
    public List<ErasureStep> erasure() {
        return InteractionErasure.steps(platform.db());
    }
}
