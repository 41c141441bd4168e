package social.skein.notification;

import java.util.List;
import social.skein.account.AccountFeature;
import social.skein.config.Role;
import social.skein.feature.ErasureStep;
import social.skein.feature.FactConsumer;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.interaction.InteractionFeature;
import social.skein.marker.MarkerFeature;
import social.skein.marker.Markers;
import social.skein.rendering.RenderingFeature;
import social.skein.status.StatusFeature;
import social.skein.visibility.VisibilityFeature;
import social.skein.visibility.VisibilityPolicy;

/** Notifications, their groups, policies and requests. */
public final class NotificationFeature implements Feature {
    private final Platform platform;
    private final AccountFeature accounts;
    private final VisibilityPolicy visibility;
    private final StatusFeature statuses;
    private final RenderingFeature rendering;
    private final InteractionFeature interactions;
    private final Markers markers;
    private final Notifications notifications;
    private final NotificationPolicies policies;
    private final NotificationHydrator hydrator;
    private final NotificationViews views;

    public NotificationFeature(
            Platform platform,
            AccountFeature accounts,
            VisibilityFeature visibility,
            StatusFeature statuses,
            RenderingFeature rendering,
            InteractionFeature interactions,
            MarkerFeature markers) {
        this.platform = platform;
        this.accounts = accounts;
        this.visibility = visibility.policy();
        this.statuses = statuses;
        this.rendering = rendering;
        this.interactions = interactions;
        this.markers = markers.markers();
        this.notifications = new Notifications(platform.db());
        this.policies = new NotificationPolicies(platform.db());
        this.hydrator = new NotificationHydrator(
                accounts.accounts(), statuses.statuses(), visibility.policy(), rendering.views());
        this.views = new NotificationViews(hydrator, accounts.views());
    }

    public Notifications notifications() {
        return notifications;
    }

    public NotificationViews views() {
        return views;
    }

    @Override
    public void mount(Endpoints api) {
        NotificationQueries queries = new NotificationQueries(visibility);
        NotificationRequests requests = new NotificationRequests(platform.db(), visibility, platform.hints());
        new NotificationRoutes(notifications, queries, markers, views).mount(api);
        new NotificationGroupRoutes(
                        new NotificationGroups(platform.db()),
                        queries,
                        markers,
                        new NotificationGroupViews(hydrator, accounts.views()),
                        views)
                .mount(api);
        new NotificationPolicyRoutes(policies, requests).mount(api);
        new NotificationRequestRoutes(
                        requests,
                        new NotificationRequestViews(
                                accounts.accounts(), accounts.views(), statuses.visible(), rendering.views()))
                .mount(api);
    }

    @Override
    public List<FactConsumer> consumers() {
        NotificationWriter writer = new NotificationWriter(
                platform.db(),
                statuses.statuses(),
                visibility,
                interactions.conversationMutes(),
                policies,
                platform.hints());
        return List.of(
                new FactConsumer(Role.NOTIFY, new NotificationHandler(writer, new NotificationRemover(platform.db()))));
    }

    @Override
    public List<ErasureStep> erasure() {
        return NotificationErasure.steps(platform.db());
    }
}
