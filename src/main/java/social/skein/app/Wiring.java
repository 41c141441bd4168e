package social.skein.app;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import social.skein.account.AccountCounters;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.account.Credentials;
import social.skein.account.PasswordHasher;
import social.skein.account.UserStatistics;
import social.skein.cache.CacheBudget;
import social.skein.cluster.HintBus;
import social.skein.config.Config;
import social.skein.conversation.ConversationHandler;
import social.skein.conversation.ConversationViews;
import social.skein.conversation.Conversations;
import social.skein.events.CompositeHandler;
import social.skein.events.DeadLetters;
import social.skein.events.EventLog;
import social.skein.events.FactHandler;
import social.skein.events.Outbox;
import social.skein.events.ScheduledFacts;
import social.skein.fanout.DeletedStatusCleanup;
import social.skein.fanout.DeletedStatusRows;
import social.skein.fanout.FanoutHandler;
import social.skein.fanout.FanoutRecipients;
import social.skein.filter.Filters;
import social.skein.http.PublicUrl;
import social.skein.interaction.Bookmarks;
import social.skein.interaction.ConversationMutes;
import social.skein.interaction.Favourites;
import social.skein.interaction.Pins;
import social.skein.list.Lists;
import social.skein.oauth.AccountStateHandler;
import social.skein.oauth.Apps;
import social.skein.oauth.AuthorizationCodes;
import social.skein.oauth.Tokens;
import social.skein.ops.Readiness;
import social.skein.poll.Polls;
import social.skein.posting.Composer;
import social.skein.posting.IdempotencyKeys;
import social.skein.posting.StatusActions;
import social.skein.relationship.Follows;
import social.skein.relationship.RelationLoader;
import social.skein.rendering.StatusViews;
import social.skein.report.Reports;
import social.skein.signin.Sessions;
import social.skein.signin.SignIn;
import social.skein.signup.OperatorSignUp;
import social.skein.sql.Db;
import social.skein.status.StatusWriter;
import social.skein.status.Statuses;
import social.skein.status.VisibleStatuses;
import social.skein.tag.TagFollows;
import social.skein.timeline.HomeQuery;
import social.skein.timeline.Rebuilds;
import social.skein.timeline.RedisTimelines;
import social.skein.trend.Trends;
import social.skein.visibility.ViewerStateLoader;
import social.skein.visibility.VisibilityPolicy;

/**
 * What each feature is made of, below its routes. Everything here is stateless or safe to share, so one of each serves a
 * process; {@link HttpRouters} puts routes on it.
 */
public final class Wiring {
    private final Config config;
    final Backends backends;
    final Db db;
    final PublicUrl origin;
    final HintBus hints;
    final ReplicaFeature replicas;
    final Outbox outbox;
    final EventLogFeature eventLogFeature;
    final ScheduledFacts scheduledFacts;
    final Polls polls;
    final AccountCounters counters = new AccountCounters();
    final Accounts accounts;
    final AccountViews accountViews;
    final PasswordHasher passwordHasher;
    final Tokens tokens;
    final Apps apps;
    final Follows follows;
    final RelationLoader relations;
    final Lists lists;
    final TagFollows tagFollows;
    final VisibilityPolicy visibility;
    final ViewerStateLoader viewerStateLoader;
    final Statuses statuses;
    final VisibleStatuses visible;
    final Favourites favourites;
    final Bookmarks bookmarks;
    final Pins pins;
    final ConversationMutes conversationMutes;
    final Filters filters;
    final StatusViews views;
    final ReadCacheFeature readCache;
    final RedisTimelines timelines;
    final HomeQuery homeQuery;
    final Rebuilds rebuilds;
    final FanoutOnReadFeature fanoutOnRead;
    final Conversations conversations;
    final ConversationViews conversationViews;
    final AuthorizationCodes codes;
    final Sessions sessions;
    final SignIn signIn;
    final UserStatistics userStatistics;
    final Trends trends;

    public Wiring(Config config, Backends backends) {
        this.config = config;
        this.backends = backends;
        this.db = backends.db();
        this.origin = new PublicUrl(config.scheme(), config.domain());
        this.hints = new HintBus(backends.vertx());
        this.replicas = new ReplicaFeature(config, backends, hints);
        this.outbox = new Outbox(db, hints);
        this.eventLogFeature = new EventLogFeature(config.kafka(), backends, outbox, deadLetters());
        this.scheduledFacts = new ScheduledFacts(db, outbox);
        this.polls = new Polls(db, scheduledFacts);
        this.accounts = new Accounts(db);
        this.accountViews = new AccountViews(origin);
        this.passwordHasher = new PasswordHasher(backends.vertx(), config.auth().hashThreads());
        this.tokens = new Tokens(db, hints, replicas::onTokenUse);
        this.apps = new Apps(db);
        this.follows = new Follows(db, outbox, counters);
        this.relations = new RelationLoader(db.readOnly());
        this.lists = new Lists(db);
        this.tagFollows = new TagFollows(db);
        this.visibility = new VisibilityPolicy(relations, lists, tagFollows);
        this.viewerStateLoader = new ViewerStateLoader(follows, relations, lists, tagFollows);
        this.statuses = new Statuses(db);
        this.visible = new VisibleStatuses(statuses, visibility);
        this.favourites = new Favourites(db, outbox, visible);
        this.bookmarks = new Bookmarks(db, visible, hints);
        this.pins = new Pins(db, visible, hints);
        this.conversationMutes = new ConversationMutes(db, visible, hints);
        this.filters = new Filters(db);
        this.views = new StatusViews(origin, accounts, accountViews, filters, db.readOnly());
        CacheBudget memory = new CacheBudget(config.cache().maxBytes(), backends.metrics());
        this.readCache =
                new ReadCacheFeature(backends, this, memory, config.cache().redisTtl());
        this.timelines = liveTimelines(config, backends);
        this.homeQuery = new HomeQuery(db, follows, tagFollows);
        this.rebuilds =
                new Rebuilds(timelines, homeQuery, config.timeline().maxConcurrentRebuilds(), backends.metrics());
        this.fanoutOnRead = new FanoutOnReadFeature(this, memory);
        this.conversations = new Conversations(db);
        this.conversationViews = new ConversationViews(accounts, accountViews, visible, views);
        this.codes = new AuthorizationCodes(db, tokens);
        this.sessions = new Sessions(db);
        this.signIn = new SignIn(new Credentials(db), passwordHasher);
        this.userStatistics = new UserStatistics(db.readOnly());
        this.trends = new Trends(db);
    }

    /** Begins to hear of what makes stale what this process keeps in memory. */
    Future<Void> listen() {
        return Future.all(tokens.listen(), readCache.listen(), fanoutOnRead.listen(), replicas.listen())
                .mapEmpty();
    }

    private static RedisTimelines liveTimelines(Config config, Backends backends) {
        Config.Timeline size = config.timeline();
        return new RedisTimelines(
                backends.redis(),
                Clock.systemUTC(),
                new RedisTimelines.TimelineSize(size.maxEntries(), size.trimSlack(), size.ttl()));
    }

    public Accounts accounts() {
        return accounts;
    }

    public OperatorSignUp signUps() {
        return new OperatorSignUp(accounts, passwordHasher);
    }

    /** Sign-up, and how people stand. */
    public AuthFeature auth() {
        return new AuthFeature(config, this);
    }

    /** Leaving for good. */
    public DeletionFeature deletions() {
        return new DeletionFeature(this);
    }

    public Reports reports() {
        return new ReportFeature(this).reports;
    }

    public PasswordHasher passwordHasher() {
        return passwordHasher;
    }

    public Statuses statuses() {
        return statuses;
    }

    public Polls polls() {
        return polls;
    }

    public Follows follows() {
        return follows;
    }

    public Favourites favourites() {
        return favourites;
    }

    public StatusActions posting() {
        return new StatusActions(
                db, composer(), new StatusWriter(outbox, counters, polls), visible, new IdempotencyKeys(db));
    }

    Composer composer() {
        return new Composer(origin, accounts, accountViews, visible, readCache.stemmer);
    }

    public RedisTimelines timelines() {
        return timelines;
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

    /** Deletes what has served its time: codes, sessions, idempotency keys. */
    Future<Void> sweep() {
        return Future.join(codes.sweep(), sessions.sweep(), new IdempotencyKeys(db).deleteExpired(), replicas.sweep())
                .mapEmpty();
    }

    public EventLog eventLog() {
        return eventLogFeature.log;
    }

    FactHandler fanoutHandler() {
        DeletedStatusRows remains = new DeletedStatusRows(db, counters, favourites, bookmarks, polls);
        FanoutRecipients reach = new FanoutRecipients(
                follows, tagFollows, fanoutOnRead.authors, config.timeline().pushMaxFollowers());
        return new FanoutHandler(
                reach, timelines, new DeletedStatusCleanup(statuses, remains, hints), hints, backends.metrics());
    }

    FactHandler notificationHandler() {
        FactHandler notifier = new NotificationFeature(this).handler();
        return new CompositeHandler(notifier.role(), List.of(notifier, new AccountStateHandler(tokens, hints)));
    }

    FactHandler conversationHandler() {
        return new ConversationHandler(conversations, hints);
    }

    /** Everything that lives on facts, whichever process runs it. */
    public List<FactHandler> handlers() {
        return List.of(
                fanoutHandler(),
                notificationHandler(),
                conversationHandler(),
                relationships().handler(),
                new PostingFeature(this).scheduledStatusHandler(),
                deletions().eraser());
    }

    RelationshipFeature relationships() {
        return new RelationshipFeature(this);
    }

    Readiness readiness() {
        return new Readiness(db, backends.redis(), eventLog(), replicas::states);
    }
}
