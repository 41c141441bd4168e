package social.skein.app;

import social.skein.events.FactHandler;
import social.skein.http.Endpoints;
import social.skein.marker.MarkerRoutes;
import social.skein.marker.Markers;
import social.skein.notification.NotificationGroupRoutes;
import social.skein.notification.NotificationGroupViews;
import social.skein.notification.NotificationGroups;
import social.skein.notification.NotificationHandler;
import social.skein.notification.NotificationHydrator;
import social.skein.notification.NotificationPolicies;
import social.skein.notification.NotificationPolicyRoutes;
import social.skein.notification.NotificationQueries;
import social.skein.notification.NotificationRemover;
import social.skein.notification.NotificationRequestRoutes;
import social.skein.notification.NotificationRequestViews;
import social.skein.notification.NotificationRequests;
import social.skein.notification.NotificationRoutes;
import social.skein.notification.NotificationViews;
import social.skein.notification.NotificationWriter;
import social.skein.notification.Notifications;

/** What notifications and markers are made of. */
final class NotificationFeature {
    final Notifications notifications;
    final NotificationViews views;
    private final Wiring wiring;
    private final NotificationPolicies policies;
    private final NotificationHydrator hydrator;

    NotificationFeature(Wiring wiring) {
        this.wiring = wiring;
        this.notifications = new Notifications(wiring.db);
        this.policies = new NotificationPolicies(wiring.db);
        this.hydrator = new NotificationHydrator(wiring.accounts, wiring.statuses, wiring.visibility, wiring.views);
        this.views = new NotificationViews(hydrator, wiring.accountViews);
    }

    FactHandler handler() {
        NotificationWriter arrivals = new NotificationWriter(
                wiring.db, wiring.statuses, wiring.visibility, wiring.conversationMutes, policies, wiring.hints);
        return new NotificationHandler(arrivals, new NotificationRemover(wiring.db));
    }

    void mount(Endpoints api) {
        NotificationQueries choices = new NotificationQueries(wiring.visibility);
        Markers markers = new Markers(wiring.db);
        NotificationRequests requests = new NotificationRequests(wiring.db, wiring.visibility, wiring.hints);
        new NotificationRoutes(notifications, choices, markers, views).mount(api);
        new NotificationGroupRoutes(
                        new NotificationGroups(wiring.db),
                        choices,
                        markers,
                        new NotificationGroupViews(hydrator, wiring.accountViews),
                        views)
                .mount(api);
        new NotificationPolicyRoutes(policies, requests).mount(api);
        new NotificationRequestRoutes(
                        requests,
                        new NotificationRequestViews(
                                wiring.accounts, wiring.accountViews, wiring.visible, wiring.views))
                .mount(api);
        new MarkerRoutes(markers).mount(api);
    }
}
