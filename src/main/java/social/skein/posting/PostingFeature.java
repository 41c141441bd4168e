package social.skein.posting;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import social.skein.account.AccountFeature;
import social.skein.config.Role;
import social.skein.feature.ErasureStep;
import social.skein.feature.FactConsumer;
import social.skein.feature.Feature;
import social.skein.feature.PeriodicJob;
import social.skein.feature.Platform;
import social.skein.http.Endpoints;
import social.skein.media.MediaFeature;
import social.skein.oauth.Apps;
import social.skein.oauth.OauthFeature;
import social.skein.poll.PollFeature;
import social.skein.rendering.RenderingFeature;
import social.skein.rendering.StatusViews;
import social.skein.status.Application;
import social.skein.status.StatusFeature;
import social.skein.status.VisibleStatuses;
import social.skein.text.Stemmer;

/** Writing statuses: posting now and later, editing, deleting, boosting, voting. */
public final class PostingFeature implements Feature {
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(10);

    private final Platform platform;
    private final AccountFeature accounts;
    private final Apps apps;
    private final PollFeature polls;
    private final MediaFeature media;
    private final StatusFeature statuses;
    private final RenderingFeature rendering;
    private final IdempotencyKeys keys;
    private final ScheduledStatuses scheduledStatuses;
    private final StatusComposer composer;
    private final StatusActions actions;

    /** @param maxCharacters the maximum length of a post */
    public PostingFeature(
            Platform platform,
            AccountFeature accounts,
            OauthFeature oauth,
            PollFeature polls,
            MediaFeature media,
            StatusFeature statuses,
            RenderingFeature rendering,
            int maxCharacters) {
        this.platform = platform;
        this.accounts = accounts;
        this.apps = oauth.apps();
        this.polls = polls;
        this.media = media;
        this.statuses = statuses;
        this.rendering = rendering;
        this.keys = new IdempotencyKeys(platform.db());
        this.scheduledStatuses = new ScheduledStatuses(
                platform.db(), platform.scheduledFacts(), keys, media.attachments(), platform.publicUrl());
        this.composer = new StatusComposer(
                platform.publicUrl(),
                accounts.accounts(),
                accounts.views(),
                statuses.visible(),
                new Stemmer(platform.db(), platform.cacheBudget()),
                maxCharacters);
        this.actions = new StatusActions(
                platform.db(), composer, statuses.writer(), media.attachments(), statuses.visible(), keys);
    }

    public StatusActions actions() {
        return actions;
    }

    @Override
    public void mount(Endpoints api) {
        StatusViews views = rendering.views();
        VisibleStatuses visible = statuses.visible();
        new StatusRoutes(actions, visible, statuses.threads(), views).mount(api);
        new PostRoutes(
                        new StatusRequestParser(viewer -> application(viewer.appId())),
                        actions,
                        scheduledStatuses,
                        keys,
                        statuses.statuses(),
                        views,
                        rendering.pageJson())
                .mount(api);
        new ScheduledStatusRoutes(scheduledStatuses).mount(api);
        StatusEditor editor =
                new StatusEditor(platform.db(), composer, polls.polls(), media.attachments(), platform.outbox());
        new EditRoutes(editor, visible, views, rendering.bodies(), accounts.accounts()).mount(api);
        new PollRoutes(visible, polls.polls(), polls.votes()).mount(api);
        new BoostRoutes(actions, statuses.statuses(), visible, views, accounts.accounts(), accounts.views()).mount(api);
    }

    @Override
    public List<FactConsumer> consumers() {
        return List.of(new FactConsumer(
                Role.JOBS,
                new ScheduledStatusHandler(scheduledStatuses, actions, accounts.accounts(), this::application)));
    }

    @Override
    public List<PeriodicJob> jobs() {
        return List.of(new PeriodicJob(
                "delete expired idempotency keys",
                SWEEP_INTERVAL,
                () -> keys.sweep().mapEmpty()));
    }

    @Override
    public List<ErasureStep> erasure() {
        return PostingErasure.steps(platform.db());
    }

    private Future<Optional<Application>> application(long app) {
        return apps.byId(app)
                .map(found -> found.map(
                        known -> new Application(known.name(), known.website().orElse(null))));
    }
}
