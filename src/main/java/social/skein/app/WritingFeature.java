package social.skein.app;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.events.FactHandler;
import social.skein.http.Endpoints;
import social.skein.http.Viewer;
import social.skein.poll.Votes;
import social.skein.scheduled.DueStatuses;
import social.skein.scheduled.PostRoutes;
import social.skein.scheduled.Schedule;
import social.skein.scheduled.ScheduleRoutes;
import social.skein.status.Application;
import social.skein.status.EditRoutes;
import social.skein.status.Edits;
import social.skein.status.IdempotencyKeys;
import social.skein.status.PollRoutes;
import social.skein.status.StatusForm;

/** What writing is made of: posting, now and later, edits, and polls. */
final class WritingFeature {
    private final Wiring wiring;
    private final IdempotencyKeys keys;
    private final Schedule schedule;

    WritingFeature(Wiring wiring) {
        this.wiring = wiring;
        this.keys = new IdempotencyKeys(wiring.db);
        this.schedule = new Schedule(wiring.db, wiring.agenda, keys);
    }

    void mount(Endpoints api) {
        new PostRoutes(
                        new StatusForm(this::application),
                        wiring.posting(),
                        schedule,
                        keys,
                        wiring.statuses,
                        wiring.views,
                        wiring.reading.shown)
                .mount(api);
        new ScheduleRoutes(schedule).mount(api);
        Edits edits = new Edits(wiring.db, wiring.composer(), wiring.polls, wiring.outbox);
        new EditRoutes(edits, wiring.visible, wiring.views, wiring.accounts, wiring.people).mount(api);
        new PollRoutes(wiring.visible, wiring.polls, new Votes(wiring.db)).mount(api);
    }

    /** Posts what is due. */
    FactHandler due() {
        return new DueStatuses(schedule, wiring.posting(), wiring.accounts, this::application);
    }

    private Future<Optional<Application>> application(Viewer viewer) {
        return application(viewer.app());
    }

    private Future<Optional<Application>> application(long app) {
        return wiring.apps
                .byId(app)
                .map(found -> found.map(
                        known -> new Application(known.name(), known.website().orElse(null))));
    }
}
