package social.skein.app;

import java.util.List;
import java.util.stream.Stream;
import social.skein.account.Credentials;
import social.skein.account.Forgetting;
import social.skein.account.Tombstones;
import social.skein.conversation.ConversationTraces;
import social.skein.departure.Departures;
import social.skein.departure.Leaving;
import social.skein.departure.Oblivion;
import social.skein.export.ExportRoutes;
import social.skein.filter.FilterTraces;
import social.skein.http.Endpoints;
import social.skein.list.ListTraces;
import social.skein.marker.MarkerTraces;
import social.skein.notification.NotificationTraces;
import social.skein.oauth.GoodbyeRoutes;
import social.skein.oauth.Keys;
import social.skein.oauth.OauthTraces;
import social.skein.oauth.Visits;
import social.skein.poll.PollTraces;
import social.skein.relationship.RelationshipTraces;
import social.skein.report.ReportTraces;
import social.skein.scheduled.ScheduledTraces;
import social.skein.sql.Db;
import social.skein.status.StatusBook;
import social.skein.status.StatusTraces;
import social.skein.tag.TagTraces;
import social.skein.timeline.TimelineTraces;

/** Taking one's data away, and leaving for good. */
public final class DepartureFeature {
    private final Wiring wiring;
    private final Departures departures;
    private final Leaving leaving;
    private final Oblivion oblivion;

    DepartureFeature(Wiring wiring) {
        this.wiring = wiring;
        this.departures = new Departures(wiring.db);
        this.leaving = new Leaving(
                wiring.db, new Tombstones(wiring.db), keys(wiring), departures, wiring.outbox, wiring.agenda);
        this.oblivion = new Oblivion(wiring.db, traces(wiring), departures, wiring.tokens, wiring.live, wiring.outbox);
    }

    private static Keys keys(Wiring wiring) {
        return new Keys(
                wiring.db, new Credentials(wiring.db), wiring.passwords, wiring.sessions, wiring.tokens, wiring.codes);
    }

    /** What every feature keeps of an account, in the order in which it goes: counts last, since the others change them. */
    private static List<Forgetting> traces(Wiring wiring) {
        Db db = wiring.db;
        return Stream.of(
                        StatusTraces.of(db, new StatusBook(wiring.outbox, wiring.counters, wiring.polls)),
                        PollTraces.of(db),
                        ScheduledTraces.of(db),
                        TimelineTraces.of(db),
                        RelationshipTraces.of(db, wiring.counters),
                        ListTraces.of(db),
                        FilterTraces.of(db),
                        TagTraces.of(db),
                        FilterTraces.of(db),
                        MarkerTraces.of(db),
                        ConversationTraces.of(db),
                        NotificationTraces.of(db),
                        ReportTraces.of(db),
                        OauthTraces.of(db),
                        Tombstones.traces(db))
                .flatMap(List::stream)
                .toList();
    }

    void mount(Endpoints api) {
        Visits visits = wiring.members().visits();
        new ExportRoutes(wiring.db.reading(), wiring.origin, visits::account).mount(api);
        new GoodbyeRoutes(
                        wiring.accounts,
                        wiring.signIn,
                        leaving::leave,
                        visits,
                        wiring.members().site())
                .mount(api);
    }

    public Departures departures() {
        return departures;
    }

    public Leaving leaving() {
        return leaving;
    }

    public Oblivion oblivion() {
        return oblivion;
    }
}
