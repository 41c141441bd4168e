package social.skein.app;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.events.FactHandler;
import social.skein.http.Endpoints;
import social.skein.http.Viewer;
import social.skein.poll.Votes;
import social.skein.posting.EditRoutes;
import social.skein.posting.IdempotencyKeys;
import social.skein.posting.PollRoutes;
import social.skein.posting.PostRoutes;
import social.skein.posting.ScheduledStatusHandler;
import social.skein.posting.ScheduledStatusRoutes;
import social.skein.posting.ScheduledStatuses;
import social.skein.posting.StatusEditor;
import social.skein.posting.StatusRequestParser;
import social.skein.status.Application;

/** What writing is made of: posting, now and later, edits, and polls. */
final class PostingFeature {
    private final Wiring wiring;
    private final IdempotencyKeys keys;
    private final ScheduledStatuses scheduledStatuses;

    PostingFeature(Wiring wiring) {
        this.wiring = wiring;
        this.keys = new IdempotencyKeys(wiring.db);
        this.scheduledStatuses = new ScheduledStatuses(wiring.db, wiring.scheduledFacts, keys);
    }

    void mount(Endpoints api) {
        new PostRoutes(
                        new StatusRequestParser(this::application),
                        wiring.posting(),
                        scheduledStatuses,
                        keys,
                        wiring.statuses,
                        wiring.views,
                        wiring.readCache.statusJson)
                .mount(api);
        new ScheduledStatusRoutes(scheduledStatuses).mount(api);
        StatusEditor edits = new StatusEditor(wiring.db, wiring.composer(), wiring.polls, wiring.outbox);
        new EditRoutes(edits, wiring.visible, wiring.views, wiring.accounts, wiring.accountViews).mount(api);
        new PollRoutes(wiring.visible, wiring.polls, new Votes(wiring.db)).mount(api);
    }

    /** Posts what is due. */
    FactHandler scheduledStatusHandler() {
        return new ScheduledStatusHandler(scheduledStatuses, wiring.posting(), wiring.accounts, this::application);
    }

    private Future<Optional<Application>> application(Viewer viewer) {
        return application(viewer.appId());
    }

    private Future<Optional<Application>> application(long app) {
        return wiring.apps
                .byId(app)
                .map(found -> found.map(
                        known -> new Application(known.name(), known.website().orElse(null))));
    }
}
