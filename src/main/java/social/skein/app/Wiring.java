package social.skein.app;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import social.skein.account.AccountCounters;
import social.skein.account.AccountRoutes;
import social.skein.account.AccountSearch;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.account.Credentials;
import social.skein.account.Handles;
import social.skein.account.Passwords;
import social.skein.account.Population;
import social.skein.account.SignUps;
import social.skein.audience.Audience;
import social.skein.cluster.Hints;
import social.skein.config.Config;
import social.skein.config.Role;
import social.skein.events.DeadLetters;
import social.skein.events.FactConsumer;
import social.skein.events.FactHandler;
import social.skein.events.Outbox;
import social.skein.events.Relay;
import social.skein.fanout.Fanout;
import social.skein.fanout.Removal;
import social.skein.follow.FollowRoutes;
import social.skein.follow.Follows;
import social.skein.http.Edge;
import social.skein.http.Endpoints;
import social.skein.http.Origin;
import social.skein.http.Viewer;
import social.skein.instance.Deployment;
import social.skein.instance.EmptyLists;
import social.skein.instance.InstanceRoutes;
import social.skein.instance.SearchRoutes;
import social.skein.instance.WellKnown;
import social.skein.kafka.KafkaTopics;
import social.skein.notification.NotificationRoutes;
import social.skein.notification.NotificationViews;
import social.skein.notification.Notifications;
import social.skein.notification.Notifier;
import social.skein.oauth.AppRoutes;
import social.skein.oauth.Apps;
import social.skein.oauth.AuthorizeRoutes;
import social.skein.oauth.Codes;
import social.skein.oauth.Discovery;
import social.skein.oauth.Sessions;
import social.skein.oauth.SignIn;
import social.skein.oauth.TokenRoutes;
import social.skein.oauth.Tokens;
import social.skein.oauth.Visits;
import social.skein.ops.Backlogs;
import social.skein.ops.OpsRoutes;
import social.skein.ops.Readiness;
import social.skein.sql.Db;
import social.skein.sql.Leadership;
import social.skein.status.Application;
import social.skein.status.BoostRoutes;
import social.skein.status.Composer;
import social.skein.status.FavouriteRoutes;
import social.skein.status.Favourites;
import social.skein.status.IdempotencyKeys;
import social.skein.status.Posting;
import social.skein.status.Remains;
import social.skein.status.StatusBook;
import social.skein.status.StatusRoutes;
import social.skein.status.StatusViews;
import social.skein.status.Statuses;
import social.skein.status.Threads;
import social.skein.status.VisibleStatuses;
import social.skein.stream.Hub;
import social.skein.stream.Rendering;
import social.skein.stream.Rhythm;
import social.skein.stream.StreamMetrics;
import social.skein.stream.StreamRoutes;
import social.skein.timeline.HomePull;
import social.skein.timeline.HomeSkeletons;
import social.skein.timeline.HomeTimeline;
import social.skein.timeline.LiveTimelines;
import social.skein.timeline.Rebuilds;
import social.skein.timeline.TimelineRoutes;

/** What each feature is made of. Everything here is stateless or safe to share, so one of each serves a process. */
public final class Wiring {
    /** Under which number PostgreSQL's advisory lock knows the relay. */
    private static final long RELAY_JOB = 0x736b65696eL;

    /** Streams are closed one by one over this time, so that their readers do not all come back at once. */
    private static final Duration FAREWELLS_WITHIN = Duration.ofSeconds(2);

    private final Config config;
    private final Backends backends;
    private final Db db;
    private final Origin origin;
    private final Hints hints;
    private final Outbox outbox;
    private final AccountCounters counters = new AccountCounters();
    private final Accounts accounts;
    private final AccountViews people;
    private final Passwords passwords;
    private final Tokens tokens;
    private final Apps apps;
    private final Follows follows;
    private final Audience audience;
    private final Statuses statuses;
    private final VisibleStatuses visible;
    private final Favourites favourites;
    private final StatusViews views;
    private final LiveTimelines live;
    private final HomePull pull;
    private final Rebuilds rebuilds;
    private final Notifications notifications;
    private final NotificationViews notificationViews;
    private final StreamMetrics streamMetrics;
    private final Population population;

    public Wiring(Config config, Backends backends) {
        this.config = config;
        this.backends = backends;
        this.db = backends.db();
        this.origin = new Origin(config.scheme(), config.domain());
        this.hints = new Hints(backends.vertx());
        this.outbox = new Outbox(db, hints);
        this.accounts = new Accounts(db);
        this.people = new AccountViews(origin);
        this.passwords = new Passwords(backends.vertx(), config.auth().hashThreads());
        this.tokens = new Tokens(db, hints);
        this.apps = new Apps(db);
        this.follows = new Follows(db, outbox, counters);
        this.audience = new Audience(follows);
        this.statuses = new Statuses(db);
        this.visible = new VisibleStatuses(statuses, audience);
        this.favourites = new Favourites(db, outbox, visible);
        this.views = new StatusViews(origin, accounts, people, statuses, favourites);
        this.live = liveTimelines(config, backends);
        this.pull = new HomePull(db, follows);
        this.rebuilds = new Rebuilds(live, pull, backends.metrics());
        this.notifications = new Notifications(db);
        this.notificationViews = new NotificationViews(accounts, people, visible, views);
        this.streamMetrics = new StreamMetrics(backends.metrics());
        this.population = new Population(db);
    }

    private static LiveTimelines liveTimelines(Config config, Backends backends) {
        Config.Timeline size = config.timeline();
        return new LiveTimelines(
                backends.redis(), Clock.systemUTC(), new LiveTimelines.Size(size.cap(), size.slack(), size.liveFor()));
    }

    public Accounts accounts() {
        return accounts;
    }

    public SignUps signUps() {
        return new SignUps(accounts, passwords);
    }

    public Follows follows() {
        return follows;
    }

    public Favourites favourites() {
        return favourites;
    }

    public Posting posting() {
        Composer composer = new Composer(origin, accounts, people, visible);
        return new Posting(db, composer, new StatusBook(outbox, counters), visible, new IdempotencyKeys(db));
    }

    public Rebuilds rebuilds() {
        return rebuilds;
    }

    public DeadLetters deadLetters() {
        return new DeadLetters(db);
    }

    public Outbox outbox() {
        return outbox;
    }

    Hints hints() {
        return hints;
    }

    /** The public port's entrance; each HTTP verticle has one of its own. */
    Entrance entrance() {
        Router router = Router.router(backends.vertx());
        Edge.guard(router, config.http().maxBodyBytes());
        if (config.roles().contains(Role.API)) {
            Endpoints api = new Endpoints(origin, tokens, backends.metrics());
            mountOauth(api);
            mountAccounts(api);
            mountStatuses(api);
            mountTimelines(api);
            mountNotifications(api);
            mountInstance(api);
            api.mount(router);
        }
        return config.roles().contains(Role.STREAM) ? streaming(router) : Entrance.of(router);
    }

    private Entrance streaming(Router router) {
        Rendering rendering = new Rendering(statuses, views, notifications, notificationViews);
        Hub hub = new Hub(backends.vertx(), hints, follows, rendering, streamMetrics);
        new StreamRoutes(backends.vertx(), hub, tokens, Rhythm.usual()).mount(router);
        return new Entrance(router, hub::open, () -> hub.close(FAREWELLS_WITHIN));
    }

    private void mountOauth(Endpoints api) {
        boolean passwordGrant = config.auth().passwordGrant();
        Codes codes = new Codes(db, tokens);
        SignIn signIn = new SignIn(new Credentials(db), passwords);
        new AppRoutes(apps, "").mount(api);
        new AuthorizeRoutes(accounts, apps, codes, new Visits(new Sessions(db), signIn, origin), config.domain())
                .mount(api);
        new TokenRoutes(apps, tokens, codes, signIn, passwordGrant).mount(api);
        new Discovery(origin, passwordGrant).mount(api);
    }

    private void mountAccounts(Endpoints api) {
        Handles handles = new Handles(origin);
        new AccountRoutes(accounts, people, new AccountSearch(accounts, handles), handles).mount(api);
        new FollowRoutes(follows, accounts, people).mount(api);
    }

    private void mountStatuses(Endpoints api) {
        Function<Viewer, Future<Optional<Application>>> applications = viewer -> apps.byId(viewer.app())
                .map(app -> app.map(
                        known -> new Application(known.name(), known.website().orElse(null))));
        new StatusRoutes(posting(), visible, new Threads(db), views, applications).mount(api);
        new BoostRoutes(posting(), statuses, visible, views, accounts, people).mount(api);
        new FavouriteRoutes(favourites, visible, views, accounts, people).mount(api);
    }

    private void mountTimelines(Endpoints api) {
        HomeSkeletons skeletons = new HomeSkeletons(live, pull, rebuilds, backends.metrics());
        HomeTimeline home = new HomeTimeline(skeletons, statuses, audience, views);
        new TimelineRoutes(home, statuses, visible, views, accounts, follows).mount(api);
    }

    private void mountNotifications(Endpoints api) {
        new NotificationRoutes(notifications, notificationViews).mount(api);
    }

    private void mountInstance(Endpoints api) {
        Deployment deployment =
                new Deployment(origin, "Skein", "A social feed on Skein", "", Deployment.SignUp.CLOSED, "");
        Handles handles = new Handles(origin);
        new InstanceRoutes(deployment, population, accounts).mount(api);
        new WellKnown(deployment, population, accounts, people, handles).mount(api);
        new SearchRoutes(new AccountSearch(accounts, handles), people).mount(api);
        new EmptyLists().mount(api);
    }

    Future<Relay> relay() {
        Leadership leadership = new Leadership(backends.vertx(), backends.postgres(), RELAY_JOB);
        return backends.kafka()
                .producer()
                .map(producer -> new Relay(
                        backends.vertx(),
                        outbox,
                        producer,
                        config.kafka().topicPrefix(),
                        leadership,
                        backends.metrics()));
    }

    FactHandler fanout() {
        Remains remains = new Remains(db, counters, favourites);
        return new Fanout(follows, live, new Removal(statuses, remains, hints), hints, backends.metrics());
    }

    FactHandler notifier() {
        return new Notifier(notifications, hints);
    }

    FactConsumer consumer(FactHandler handler) {
        return new FactConsumer(
                backends.vertx(),
                backends.kafka(),
                config.kafka().topicPrefix(),
                handler,
                deadLetters(),
                backends.metrics());
    }

    Readiness readiness(KafkaTopics topics) {
        return new Readiness(db, backends.redis(), topics);
    }

    Supplier<Entrance> ops(Readiness readiness, KafkaTopics topics) {
        Backlogs backlogs = new Backlogs(
                outbox, topics, config.kafka().topicPrefix(), List.of(fanout(), notifier()), backends.metrics());
        return () -> {
            Router router = Router.router(backends.vertx());
            Endpoints api =
                    new Endpoints(origin, nobody -> Future.succeededFuture(Optional.empty()), backends.metrics());
            new OpsRoutes(readiness, backlogs, backends.metrics()).mount(api);
            api.mount(router);
            return Entrance.of(router);
        };
    }
}
