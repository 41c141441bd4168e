package social.skein.app;

import social.skein.events.FactHandler;
import social.skein.http.Endpoints;
import social.skein.marker.MarkerRoutes;
import social.skein.marker.Markers;
import social.skein.notification.Arrivals;
import social.skein.notification.Choices;
import social.skein.notification.GroupRoutes;
import social.skein.notification.GroupViews;
import social.skein.notification.NotificationGroups;
import social.skein.notification.NotificationRequests;
import social.skein.notification.NotificationRoutes;
import social.skein.notification.NotificationViews;
import social.skein.notification.Notifications;
import social.skein.notification.Notifier;
import social.skein.notification.Policies;
import social.skein.notification.PolicyRoutes;
import social.skein.notification.Relating;
import social.skein.notification.Removals;
import social.skein.notification.RequestRoutes;
import social.skein.notification.RequestViews;

/** What notifications and markers are made of. */
final class NotificationFeature {
    final Notifications notifications;
    final NotificationViews views;
    private final Wiring wiring;
    private final Policies policies;
    private final Relating relating;

    NotificationFeature(Wiring wiring) {
        this.wiring = wiring;
        this.notifications = new Notifications(wiring.db);
        this.policies = new Policies(wiring.db);
        this.relating = new Relating(wiring.accounts, wiring.statuses, wiring.audience, wiring.views);
        this.views = new NotificationViews(relating, wiring.people);
    }

    FactHandler notifier() {
        Arrivals arrivals = new Arrivals(
                wiring.db, wiring.statuses, wiring.audience, wiring.conversationMutes, policies, wiring.hints);
        return new Notifier(arrivals, new Removals(wiring.db));
    }

    void mount(Endpoints api) {
        Choices choices = new Choices(wiring.audience);
        Markers markers = new Markers(wiring.db);
        NotificationRequests requests = new NotificationRequests(wiring.db, wiring.audience, wiring.hints);
        new NotificationRoutes(notifications, choices, markers, views).mount(api);
        new GroupRoutes(
                        new NotificationGroups(wiring.db),
                        choices,
                        markers,
                        new GroupViews(relating, wiring.people),
                        views)
                .mount(api);
        new PolicyRoutes(policies, requests).mount(api);
        new RequestRoutes(requests, new RequestViews(wiring.accounts, wiring.people, wiring.visible, wiring.views))
                .mount(api);
        new MarkerRoutes(markers).mount(api);
    }
}
