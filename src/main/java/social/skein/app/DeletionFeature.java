package social.skein.app;

import java.util.List;
import java.util.stream.Stream;
import social.skein.account.Credentials;
import social.skein.account.Tombstones;
import social.skein.conversation.ConversationErasure;
import social.skein.deletion.AccountDeleter;
import social.skein.deletion.AccountDeletions;
import social.skein.deletion.AccountEraser;
import social.skein.export.ExportRoutes;
import social.skein.feature.ErasureStep;
import social.skein.filter.FilterErasure;
import social.skein.http.Endpoints;
import social.skein.interaction.StatusErasure;
import social.skein.list.ListErasure;
import social.skein.marker.MarkerErasure;
import social.skein.notification.NotificationErasure;
import social.skein.oauth.AccountAccess;
import social.skein.oauth.OauthErasure;
import social.skein.poll.PollErasure;
import social.skein.posting.ScheduledStatusErasure;
import social.skein.relationship.RelationshipErasure;
import social.skein.report.ReportErasure;
import social.skein.signin.BrowserSessions;
import social.skein.sql.Db;
import social.skein.status.StatusWriter;
import social.skein.tag.TagErasure;
import social.skein.timeline.TimelineErasure;
import social.skein.web.ExportAndDeletionRoutes;

/** Taking one's data away, and leaving for good. */
public final class DeletionFeature {
    private final Wiring wiring;
    private final AccountDeletions deletions;
    private final AccountDeleter deleter;
    private final AccountEraser eraser;

    DeletionFeature(Wiring wiring) {
        this.wiring = wiring;
        this.deletions = new AccountDeletions(wiring.db);
        this.deleter = new AccountDeleter(
                wiring.db,
                new Tombstones(wiring.db),
                accountAccess(wiring),
                deletions,
                wiring.outbox,
                wiring.scheduledFacts);
        this.eraser = new AccountEraser(
                wiring.db, erasureSteps(wiring), deletions, wiring.tokens, wiring.timelines, wiring.outbox);
    }

    private static AccountAccess accountAccess(Wiring wiring) {
        return new AccountAccess(
                wiring.db,
                new Credentials(wiring.db),
                wiring.passwordHasher,
                wiring.sessions,
                wiring.tokens,
                wiring.codes);
    }

    /** What every feature keeps of an account, in the order in which it goes: counts last, since the others change them. */
    private static List<ErasureStep> erasureSteps(Wiring wiring) {
        Db db = wiring.db;
        return Stream.of(
                        StatusErasure.steps(db, new StatusWriter(wiring.outbox, wiring.counters, wiring.polls)),
                        PollErasure.steps(db),
                        ScheduledStatusErasure.steps(db),
                        TimelineErasure.steps(db),
                        RelationshipErasure.steps(db, wiring.counters),
                        ListErasure.steps(db),
                        FilterErasure.steps(db),
                        TagErasure.steps(db),
                        FilterErasure.steps(db),
                        MarkerErasure.steps(db),
                        ConversationErasure.steps(db),
                        NotificationErasure.steps(db),
                        ReportErasure.steps(db),
                        OauthErasure.steps(db),
                        Tombstones.erasureSteps(db))
                .flatMap(List::stream)
                .toList();
    }

    void mount(Endpoints api) {
        BrowserSessions visits = wiring.auth().browserSessions();
        new ExportRoutes(wiring.db.readOnly(), wiring.origin, visits::currentAccount).mount(api);
        new ExportAndDeletionRoutes(
                        wiring.accounts,
                        wiring.signIn,
                        deleter::delete,
                        visits,
                        wiring.auth().siteInfo())
                .mount(api);
    }

    public AccountDeletions deletions() {
        return deletions;
    }

    public AccountDeleter deleter() {
        return deleter;
    }

    public AccountEraser eraser() {
        return eraser;
    }
}
