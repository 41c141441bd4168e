package social.skein.stream;

import io.vertx.ext.web.Router;
import social.skein.conversation.ConversationFeature;
import social.skein.feature.Feature;
import social.skein.feature.Platform;
import social.skein.list.ListFeature;
import social.skein.notification.NotificationFeature;
import social.skein.oauth.OauthFeature;
import social.skein.oauth.Tokens;
import social.skein.rendering.RenderingFeature;
import social.skein.status.StatusFeature;
import social.skein.visibility.VisibilityFeature;

/** Live updates. Its routes keep the response open, so they are mounted on the router of an HTTP verticle itself. */
public final class StreamFeature implements Feature {
    private final Platform platform;
    private final VisibilityFeature visibility;
    private final ListFeature lists;
    private final Tokens tokens;
    private final EventRenderer renderer;
    private final StreamMetrics metrics;

    public StreamFeature(
            Platform platform,
            VisibilityFeature visibility,
            ListFeature lists,
            OauthFeature oauth,
            StatusFeature statuses,
            RenderingFeature rendering,
            NotificationFeature notifications,
            ConversationFeature conversations) {
        this.platform = platform;
        this.visibility = visibility;
        this.lists = lists;
        this.tokens = oauth.tokens();
        this.metrics = new StreamMetrics(platform.metrics());
        this.renderer = new EventRenderer(
                new StreamStatusLoader(statuses.statuses(), rendering.views()),
                rendering.perViewerViews(),
                notifications.notifications(),
                notifications.views(),
                conversations.conversations(),
                conversations.views());
    }

    /**
     * Adds the streams to a router; the returned hub, one for each HTTP verticle, must be started and closed with the
     * verticle.
     */
    public StreamHub mount(Router router) {
        ConnectedUserStateLoader loader = new ConnectedUserStateLoader(visibility.viewerStateLoader(), lists.lists());
        ConnectedUsers users = new ConnectedUsers(platform.vertx(), loader, metrics);
        StreamHub hub = new StreamHub(platform.vertx(), platform.hints(), users, lists.lists(), renderer, metrics);
        new StreamRoutes(platform.vertx(), hub, tokens, StreamTimers.defaults(), metrics).mount(router);
        return hub;
    }
}
