package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.account.AccountRoutes;
import social.skein.account.Handles;
import social.skein.config.Config;
import social.skein.config.Role;
import social.skein.conversation.ConversationRoutes;
import social.skein.http.Drain;
import social.skein.http.Edge;
import social.skein.http.Endpoints;
import social.skein.http.Framing;
import social.skein.http.Porter;
import social.skein.http.Turnstile;
import social.skein.instance.Deployment;
import social.skein.instance.InstanceRoutes;
import social.skein.instance.Welcome;
import social.skein.instance.WellKnown;
import social.skein.oauth.AppRoutes;
import social.skein.oauth.AuthorizeRoutes;
import social.skein.oauth.Discovery;
import social.skein.oauth.TokenRoutes;
import social.skein.openapi.DocsPage;
import social.skein.openapi.Document;
import social.skein.openapi.DocumentRoutes;
import social.skein.ops.Backlogs;
import social.skein.ops.OpsRoutes;
import social.skein.ops.Readiness;
import social.skein.status.BoostRoutes;
import social.skein.status.FavouriteRoutes;
import social.skein.status.KeepingRoutes;
import social.skein.status.Onlookers;
import social.skein.status.StatusRoutes;
import social.skein.status.Threads;
import social.skein.stream.Acquaintances;
import social.skein.stream.Circles;
import social.skein.stream.Hub;
import social.skein.stream.Rendering;
import social.skein.stream.Rhythm;
import social.skein.stream.Sights;
import social.skein.stream.StreamMetrics;
import social.skein.stream.StreamRoutes;
import social.skein.timeline.HomeSkeletons;
import social.skein.timeline.HomeTimeline;
import social.skein.timeline.ProfileRoutes;
import social.skein.timeline.PublicTimeline;
import social.skein.timeline.TimelineRoutes;

/** What the HTTP verticles serve: the public port's routes by role, and those of the ops port. */
final class Entrances {
    /** Streams are closed one by one over this time at least, so that their readers do not all come back at once. */
    private static final Duration SHORTEST_FAREWELLS = Duration.ofSeconds(2);

    private final Config config;
    private final Backends backends;
    private final Wiring wiring;
    private final Drain drain;
    private final StreamMetrics streamMetrics;
    private final Rendering rendering;
    private final DocumentRoutes document;
    private final RateFeature rates;
    private final OverloadFeature overload;
    private final ReceptionFeature reception;
    private final DocsPage docs = new DocsPage();

    Entrances(Config config, Backends backends, Wiring wiring, Drain drain) {
        this.config = config;
        this.backends = backends;
        this.wiring = wiring;
        this.drain = drain;
        this.streamMetrics = new StreamMetrics(backends.metrics());
        this.rendering = rendering(wiring);
        this.document = new DocumentRoutes(Document.read(wiring.origin.toString()));
        this.rates = new RateFeature(config.limits(), backends, wiring);
        this.overload = new OverloadFeature(config.overload(), backends.metrics());
        this.reception = new ReceptionFeature(config.http(), backends.metrics());
    }

    /** The public port's entrance; each HTTP verticle has one of its own. */
    Entrance open() {
        Router router = Router.router(backends.vertx());
        boolean api = config.roles().contains(Role.API);
        Config.Http http = config.http();
        Turnstile turnstile = overload.turnstile();
        Porter porter = reception.porter();
        porter.mount(router);
        drain.mount(router);
        turnstile.mount(router);
        Edge.guard(
                router,
                new Edge.Guard(
                        http.bounds().bodyBytes(),
                        http.bounds().body(),
                        http.behindProxy(),
                        api ? rates.gate::mount : none -> {}));
        if (api) {
            mountEndpoints(router);
        }
        Entrance entrance = config.roles().contains(Role.STREAM) ? streaming(router) : Entrance.of(router);
        Handler<HttpServerRequest> front = turnstile.before(router);
        // Whoever stops tells its clients to go elsewhere, with refusals too; the router's handlers do.
        Handler<HttpServerRequest> all = request -> (drain.hasBegun() ? router : front).handle(request);
        return entrance.meeting(porter::meet)
                .behind(Framing.before(porter.before(all)))
                .opening(() -> turnstile.open(backends.vertx()))
                .opening(() -> porter.open(backends.vertx()));
    }

    private void mountEndpoints(Router router) {
        Endpoints api = new Endpoints(wiring.origin, wiring.tokens, wiring.replicas.continuity, backends.metrics());
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
        wiring.departures().mount(api);
        document.mount(api);
        docs.mount(api);
        api.mount(router);
    }

    private Entrance streaming(Router router) {
        Acquaintances acquaintances =
                new Acquaintances(wiring.follows, wiring.relations, wiring.audience, wiring.lists);
        Circles circles = new Circles(backends.vertx(), acquaintances, streamMetrics);
        Hub hub = new Hub(backends.vertx(), wiring.hints, circles, wiring.lists, rendering, streamMetrics);
        new StreamRoutes(backends.vertx(), hub, wiring.tokens, Rhythm.usual(), streamMetrics).mount(router);
        return Entrance.closing(router, hub::open, () -> hub.close(farewells(config)));
    }

    /** Over how long streams are closed when the process stops. */
    static Duration farewells(Config config) {
        Duration drain = config.http().drain();
        return drain.compareTo(SHORTEST_FAREWELLS) > 0 ? drain : SHORTEST_FAREWELLS;
    }

    private static Rendering rendering(Wiring wiring) {
        NotificationFeature told = new NotificationFeature(wiring);
        return new Rendering(
                new Sights(wiring.statuses, wiring.views),
                new Onlookers(wiring.db, wiring.filters),
                told.notifications,
                told.views,
                wiring.conversations,
                wiring.conversationViews);
    }

    private void mountOauth(Endpoints api) {
        boolean passwordGrant = config.auth().passwordGrant();
        AdmissionFeature members = wiring.members();
        members.mount(api);
        new AppRoutes(wiring.apps, "").mount(api);
        new AuthorizeRoutes(wiring.accounts, wiring.apps, wiring.codes, members.visits(), members.site()).mount(api);
        new TokenRoutes(wiring.apps, wiring.tokens, wiring.codes, wiring.signIn, passwordGrant).mount(api);
        new Discovery(wiring.origin, passwordGrant, wiring.accounts, wiring.people).mount(api);
    }

    private void mountAccounts(Endpoints api) {
        Handles handles = new Handles(wiring.origin);
        new AccountRoutes(wiring.accounts, wiring.people, handles).mount(api);
        wiring.ties().mount(api);
    }

    private void mountStatuses(Endpoints api) {
        new StatusRoutes(wiring.posting(), wiring.visible, new Threads(wiring.db), wiring.views).mount(api);
        new WritingFeature(wiring).mount(api);
        new BoostRoutes(wiring.posting(), wiring.statuses, wiring.visible, wiring.views, wiring.accounts, wiring.people)
                .mount(api);
        new KeepingRoutes(wiring.bookmarks, wiring.pins, wiring.conversationMutes, wiring.visible, wiring.views)
                .mount(api);
        new FavouriteRoutes(wiring.favourites, wiring.visible, wiring.views, wiring.accounts, wiring.people).mount(api);
    }

    private void mountTimelines(Endpoints api) {
        HomeSkeletons skeletons =
                new HomeSkeletons(wiring.live, wiring.pulled.posts, wiring.pull, wiring.rebuilds, backends.metrics());
        HomeTimeline home = new HomeTimeline(skeletons, wiring.reading.standpoints, wiring.reading.pages);
        ReadingFeature reading = wiring.reading;
        PublicTimeline everybodys =
                new PublicTimeline(wiring.statuses, reading.skeletons, reading.standpoints, reading.pages);
        new TimelineRoutes(home, everybodys).mount(api);
        new ProfileRoutes(
                        reading.people,
                        reading.standpoints,
                        wiring.statuses,
                        wiring.pins,
                        reading.skeletons,
                        reading.pages)
                .mount(api);
        new ListFeature(wiring, wiring.reading.pages).mount(api);
        new FilterFeature(wiring).mount(api);
    }

    private void mountNotifications(Endpoints api) {
        new NotificationFeature(wiring).mount(api);
        new ConversationRoutes(wiring.conversations, wiring.conversationViews).mount(api);
    }

    private void mountInstance(Endpoints api) {
        Deployment deployment =
                new Deployment(wiring.origin, "Skein", "A social feed on Skein", "", config.registration(), "");
        Handles handles = new Handles(wiring.origin);
        new InstanceRoutes(deployment, wiring.population, wiring.accounts).mount(api);
        new WellKnown(deployment, wiring.population, wiring.accounts, wiring.people, handles).mount(api);
        new Welcome(deployment).mount(api);
    }

    /** The operators' entrance. */
    Supplier<Entrance> ops(Readiness readiness) {
        Backlogs backlogs = new Backlogs(wiring.outbox, wiring.log(), wiring.handlers(), backends.metrics());
        return () -> {
            Router router = Router.router(backends.vertx());
            Endpoints api = new Endpoints(
                    wiring.origin, nobody -> Future.succeededFuture(Optional.empty()), backends.metrics());
            new OpsRoutes(readiness, backlogs, backends.metrics()).mount(api);
            api.mount(router);
            return Entrance.of(router).behind(Framing.before(router));
        };
    }
}
