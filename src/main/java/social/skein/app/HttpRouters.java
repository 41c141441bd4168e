package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.account.AccountRoutes;
import social.skein.account.HandleParser;
import social.skein.admission.ConnectionGuard;
import social.skein.admission.LoadShedder;
import social.skein.admission.RequestSmugglingGuard;
import social.skein.config.Config;
import social.skein.config.Role;
import social.skein.conversation.ConversationRoutes;
import social.skein.http.Drain;
import social.skein.http.Endpoints;
import social.skein.http.RequestPipeline;
import social.skein.instance.InstanceInfo;
import social.skein.instance.InstanceRoutes;
import social.skein.instance.LandingPage;
import social.skein.instance.WellKnownRoutes;
import social.skein.interaction.BookmarkPinMuteRoutes;
import social.skein.interaction.FavouriteRoutes;
import social.skein.oauth.AppRoutes;
import social.skein.oauth.OauthDiscoveryRoutes;
import social.skein.oauth.TokenRoutes;
import social.skein.openapi.OpenApiDocument;
import social.skein.openapi.OpenApiRoutes;
import social.skein.openapi.SwaggerUiRoutes;
import social.skein.ops.Backlogs;
import social.skein.ops.OpsRoutes;
import social.skein.ops.Readiness;
import social.skein.posting.BoostRoutes;
import social.skein.posting.StatusRoutes;
import social.skein.rendering.PerViewerStatusViews;
import social.skein.status.ConversationThreads;
import social.skein.stream.ConnectedUserStateLoader;
import social.skein.stream.ConnectedUsers;
import social.skein.stream.EventRenderer;
import social.skein.stream.StreamHub;
import social.skein.stream.StreamMetrics;
import social.skein.stream.StreamRoutes;
import social.skein.stream.StreamStatusLoader;
import social.skein.stream.StreamTimers;
import social.skein.timeline.AccountStatusesRoutes;
import social.skein.timeline.HomeSkeletons;
import social.skein.timeline.HomeTimeline;
import social.skein.timeline.PublicTimeline;
import social.skein.timeline.TimelineRoutes;
import social.skein.web.AuthorizeRoutes;

/** What the HTTP verticles serve: the public port's routes by role, and those of the ops port. */
final class HttpRouters {
    /** Streams are closed one by one over this time at least, so that their readers do not all come back at once. */
    private static final Duration MIN_STREAM_CLOSE_TIME = Duration.ofSeconds(2);

    private final Config config;
    private final Backends backends;
    private final Wiring wiring;
    private final Drain drain;
    private final StreamMetrics streamMetrics;
    private final EventRenderer rendering;
    private final OpenApiRoutes document;
    private final RateLimitFeature rateLimits;
    private final LoadSheddingFeature loadShedding;
    private final ConnectionLimitFeature connectionLimits;
    private final SwaggerUiRoutes docs = new SwaggerUiRoutes();

    HttpRouters(Config config, Backends backends, Wiring wiring, Drain drain) {
        this.config = config;
        this.backends = backends;
        this.wiring = wiring;
        this.drain = drain;
        this.streamMetrics = new StreamMetrics(backends.metrics());
        this.rendering = rendering(wiring);
        this.document = new OpenApiRoutes(OpenApiDocument.read(wiring.origin.toString()));
        this.rateLimits = new RateLimitFeature(config.rateLimits(), backends, wiring);
        this.loadShedding = new LoadSheddingFeature(config.overload(), backends.metrics());
        this.connectionLimits = new ConnectionLimitFeature(config.http(), backends.metrics());
    }

    /** The public port's entrance; each HTTP verticle has one of its own. */
    HttpStack publicStack() {
        Router router = Router.router(backends.vertx());
        boolean api = config.roles().contains(Role.API);
        Config.Http http = config.http();
        LoadShedder turnstile = loadShedding.loadShedder();
        ConnectionGuard porter = connectionLimits.connectionGuard();
        porter.mount(router);
        drain.mount(router);
        turnstile.mount(router);
        RequestPipeline.install(
                router,
                new RequestPipeline.PipelineOptions(
                        http.limits().maxBodyBytes(),
                        http.limits().bodyTimeout(),
                        http.behindProxy(),
                        api ? rateLimits.handler::mount : none -> {}));
        if (api) {
            mountEndpoints(router);
        }
        HttpStack entrance = config.roles().contains(Role.STREAM) ? streamStack(router) : HttpStack.of(router);
        Handler<HttpServerRequest> front = turnstile.wrap(router);
        // Whoever stops tells its clients to go elsewhere, with refusals too; the router's handlers do.
        Handler<HttpServerRequest> all = request -> (drain.isDraining() ? router : front).handle(request);
        return entrance.withConnectionHandler(porter::onConnect)
                .withHandler(RequestSmugglingGuard.wrap(porter.wrap(all)))
                .beforeOpen(() -> turnstile.start(backends.vertx()))
                .beforeOpen(() -> porter.start(backends.vertx()));
    }

    private void mountEndpoints(Router router) {
        Endpoints api = new Endpoints(wiring.origin, wiring.tokens, wiring.replicas.readYourWrites, backends.metrics());
        mountOauth(api);
        mountAccounts(api);
        mountStatuses(api);
        mountTimelines(api);
        TagFeature tags = new TagFeature(wiring);
        tags.mount(api);
        new SearchFeature(wiring, tags).mount(api);
        mountNotifications(api);
        mountInstance(api);
        new ReportFeature(wiring).mount(api);
        wiring.deletions().mount(api);
        document.mount(api);
        docs.mount(api);
        api.mount(router);
    }

    private HttpStack streamStack(Router router) {
        ConnectedUserStateLoader acquaintances = new ConnectedUserStateLoader(wiring.viewerStateLoader, wiring.lists);
        ConnectedUsers circles = new ConnectedUsers(backends.vertx(), acquaintances, streamMetrics);
        StreamHub hub = new StreamHub(backends.vertx(), wiring.hints, circles, wiring.lists, rendering, streamMetrics);
        new StreamRoutes(backends.vertx(), hub, wiring.tokens, StreamTimers.defaults(), streamMetrics).mount(router);
        return HttpStack.withLifecycle(router, hub::start, () -> hub.close(streamCloseTime(config)));
    }

    /** Over how long streams are closed when the process stops. */
    static Duration streamCloseTime(Config config) {
        Duration drain = config.http().drain();
        return drain.compareTo(MIN_STREAM_CLOSE_TIME) > 0 ? drain : MIN_STREAM_CLOSE_TIME;
    }

    private static EventRenderer rendering(Wiring wiring) {
        NotificationFeature told = new NotificationFeature(wiring);
        return new EventRenderer(
                new StreamStatusLoader(wiring.statuses, wiring.views),
                new PerViewerStatusViews(wiring.db, wiring.filters),
                told.notifications,
                told.views,
                wiring.conversations,
                wiring.conversationViews);
    }

    private void mountOauth(Endpoints api) {
        boolean passwordGrant = config.auth().passwordGrant();
        AuthFeature members = wiring.auth();
        members.mount(api);
        new AppRoutes(wiring.apps, "").mount(api);
        new AuthorizeRoutes(wiring.accounts, wiring.apps, wiring.codes, members.browserSessions(), members.siteInfo())
                .mount(api);
        new TokenRoutes(wiring.apps, wiring.tokens, wiring.codes, wiring.signIn, passwordGrant).mount(api);
        new OauthDiscoveryRoutes(wiring.origin, passwordGrant, wiring.accounts, wiring.accountViews).mount(api);
    }

    private void mountAccounts(Endpoints api) {
        HandleParser handles = new HandleParser(wiring.origin);
        new AccountRoutes(wiring.accounts, wiring.accountViews, handles).mount(api);
        wiring.relationships().mount(api);
    }

    private void mountStatuses(Endpoints api) {
        new StatusRoutes(wiring.posting(), wiring.visible, new ConversationThreads(wiring.db), wiring.views).mount(api);
        new PostingFeature(wiring).mount(api);
        new BoostRoutes(
                        wiring.posting(),
                        wiring.statuses,
                        wiring.visible,
                        wiring.views,
                        wiring.accounts,
                        wiring.accountViews)
                .mount(api);
        new BookmarkPinMuteRoutes(wiring.bookmarks, wiring.pins, wiring.conversationMutes, wiring.visible, wiring.views)
                .mount(api);
        new FavouriteRoutes(wiring.favourites, wiring.visible, wiring.views, wiring.accounts, wiring.accountViews)
                .mount(api);
    }

    private void mountTimelines(Endpoints api) {
        HomeSkeletons skeletons = new HomeSkeletons(
                wiring.timelines, wiring.fanoutOnRead.posts, wiring.homeQuery, wiring.rebuilds, backends.metrics());
        HomeTimeline home = new HomeTimeline(skeletons, wiring.readCache.viewerStates, wiring.readCache.pages);
        ReadCacheFeature reading = wiring.readCache;
        PublicTimeline everybodys =
                new PublicTimeline(wiring.statuses, reading.skeletons, reading.viewerStates, reading.pages);
        new TimelineRoutes(home, everybodys).mount(api);
        new AccountStatusesRoutes(
                        reading.accounts,
                        reading.viewerStates,
                        wiring.statuses,
                        wiring.pins,
                        reading.skeletons,
                        reading.pages)
                .mount(api);
        new ListFeature(wiring, wiring.readCache.pages).mount(api);
        new FilterFeature(wiring).mount(api);
    }

    private void mountNotifications(Endpoints api) {
        new NotificationFeature(wiring).mount(api);
        new ConversationRoutes(wiring.conversations, wiring.conversationViews).mount(api);
    }

    private void mountInstance(Endpoints api) {
        InstanceInfo deployment =
                new InstanceInfo(wiring.origin, "Skein", "A social feed on Skein", "", config.registration(), "");
        HandleParser handles = new HandleParser(wiring.origin);
        new InstanceRoutes(deployment, wiring.userStatistics, wiring.accounts).mount(api);
        new WellKnownRoutes(deployment, wiring.userStatistics, wiring.accounts, wiring.accountViews, handles)
                .mount(api);
        new LandingPage(deployment).mount(api);
    }

    /** The operators' entrance. */
    Supplier<HttpStack> opsStack(Readiness readiness) {
        Backlogs backlogs = new Backlogs(wiring.outbox, wiring.eventLog(), wiring.handlers(), backends.metrics());
        return () -> {
            Router router = Router.router(backends.vertx());
            Endpoints api = new Endpoints(
                    wiring.origin, nobody -> Future.succeededFuture(Optional.empty()), backends.metrics());
            new OpsRoutes(readiness, backlogs, backends.metrics()).mount(api);
            api.mount(router);
            return HttpStack.of(router).withHandler(RequestSmugglingGuard.wrap(router));
        };
    }
}
