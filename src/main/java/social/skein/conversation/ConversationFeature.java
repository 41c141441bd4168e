package social.skein.conversation;

import java.util.List;
import social.skein.account.AccountFeature;
import social.skein.config.Role;
import social.skein.feature.ErasureStep;
import social.skein.feature.FactConsumer;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.rendering.RenderingFeature;
import social.skein.status.StatusFeature;

/** Conversations: direct messages by thread. */
public final class ConversationFeature implements Feature {
    private final Platform platform;
    private final Conversations conversations;
    private final ConversationViews views;

    public ConversationFeature(
            Platform platform, AccountFeature accounts, StatusFeature statuses, RenderingFeature rendering) {
        this.platform = platform;
        this.conversations = new Conversations(platform.db());
        this.views =
                new ConversationViews(accounts.accounts(), accounts.views(), statuses.visible(), rendering.views());
    }

    public Conversations conversations() {
        return conversations;
    }

    public ConversationViews views() {
        return views;
    }

    @Override
    public void mount(Endpoints api) {
        new ConversationRoutes(conversations, views).mount(api);
    }

    @Override
    public List<FactConsumer> consumers() {
        return List.of(new FactConsumer(Role.NOTIFY, new ConversationHandler(conversations, platform.hints())));
    }

    @Override
    public List<ErasureStep> erasure() {
        return ConversationErasure.steps(platform.db());
    }
}
