package social.skein.app;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import social.skein.account.AccountCounters;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.account.Credentials;
import social.skein.account.Passwords;
import social.skein.account.Population;
import social.skein.account.SignUps;
import social.skein.audience.Audience;
import social.skein.cache.Memory;
import social.skein.cluster.Hints;
import social.skein.config.Config;
import social.skein.conversation.ConversationViews;
import social.skein.conversation.Conversations;
import social.skein.conversation.Correspondence;
import social.skein.events.Agenda;
import social.skein.events.DeadLetters;
import social.skein.events.EventLog;
import social.skein.events.FactHandler;
import social.skein.events.Outbox;
import social.skein.events.Together;
import social.skein.fanout.Fanout;
import social.skein.fanout.Reach;
import social.skein.fanout.Removal;
import social.skein.filter.Filters;
import social.skein.http.Origin;
import social.skein.list.Lists;
import social.skein.oauth.Apps;
import social.skein.oauth.Codes;
import social.skein.oauth.HangUp;
import social.skein.oauth.Sessions;
import social.skein.oauth.SignIn;
import social.skein.oauth.Tokens;
import social.skein.ops.Readiness;
import social.skein.poll.Polls;
import social.skein.relationship.Follows;
import social.skein.relationship.Relations;
import social.skein.report.Reports;
import social.skein.sql.Db;
import social.skein.status.Bookmarks;
import social.skein.status.Composer;
import social.skein.status.ConversationMutes;
import social.skein.status.Favourites;
import social.skein.status.IdempotencyKeys;
import social.skein.status.Pins;
import social.skein.status.Posting;
import social.skein.status.Remains;
import social.skein.status.StatusBook;
import social.skein.status.StatusViews;
import social.skein.status.Statuses;
import social.skein.status.VisibleStatuses;
import social.skein.tag.TagFollows;
import social.skein.timeline.HomePull;
import social.skein.timeline.LiveTimelines;
import social.skein.timeline.Rebuilds;
import social.skein.trend.Trends;

/**
 * What each feature is made of, below its routes. Everything here is stateless or safe to share, so one of each serves a
 * process; {@link Entrances} puts routes on it.
 */
public final class Wiring {
    private final Config config;
    final Backends backends;
    final Db db;
    final Origin origin;
    final Hints hints;
    final ReplicaFeature replicas;
    final Outbox outbox;
    final LogFeature facts;
    final Agenda agenda;
    final Polls polls;
    final AccountCounters counters = new AccountCounters();
    final Accounts accounts;
    final AccountViews people;
    final Passwords passwords;
    final Tokens tokens;
    final Apps apps;
    final Follows follows;
    final Relations relations;
    final Lists lists;
    final TagFollows tagFollows;
    final Audience audience;
    final Statuses statuses;
    final VisibleStatuses visible;
    final Favourites favourites;
    final Bookmarks bookmarks;
    final Pins pins;
    final ConversationMutes conversationMutes;
    final Filters filters;
    final StatusViews views;
    final ReadingFeature reading;
    final LiveTimelines live;
    final HomePull pull;
    final Rebuilds rebuilds;
    final PulledFeature pulled;
    final Conversations conversations;
    final ConversationViews conversationViews;
    final Codes codes;
    final Sessions sessions;
    final SignIn signIn;
    final Population population;
    final Trends trends;

    public Wiring(Config config, Backends backends) {
        this.config = config;
        this.backends = backends;
        this.db = backends.db();
        this.origin = new Origin(config.scheme(), config.domain());
        this.hints = new Hints(backends.vertx());
        this.replicas = new ReplicaFeature(config, backends, hints);
        this.outbox = new Outbox(db, hints);
        this.facts = new LogFeature(config.kafka(), backends, outbox, deadLetters());
        this.agenda = new Agenda(db, outbox);
        this.polls = new Polls(db, agenda);
        this.accounts = new Accounts(db);
        this.people = new AccountViews(origin);
        this.passwords = new Passwords(backends.vertx(), config.auth().hashThreads());
        this.tokens = new Tokens(db, hints, replicas::met);
        this.apps = new Apps(db);
        this.follows = new Follows(db, outbox, counters);
        this.relations = new Relations(db.reading());
        this.lists = new Lists(db);
        this.tagFollows = new TagFollows(db);
        this.audience = new Audience(relations, lists, tagFollows);
        this.statuses = new Statuses(db);
        this.visible = new VisibleStatuses(statuses, audience);
        this.favourites = new Favourites(db, outbox, visible);
        this.bookmarks = new Bookmarks(db, visible, hints);
        this.pins = new Pins(db, visible, hints);
        this.conversationMutes = new ConversationMutes(db, visible, hints);
        this.filters = new Filters(db);
        this.views = new StatusViews(origin, accounts, people, filters, db.reading());
        Memory memory = new Memory(config.cache().bytes(), backends.metrics());
        this.reading = new ReadingFeature(backends, this, memory, config.cache().sharedFor());
        this.live = liveTimelines(config, backends);
        this.pull = new HomePull(db, follows, tagFollows);
        this.rebuilds = new Rebuilds(live, pull, config.timeline().rebuilds(), backends.metrics());
        this.pulled = new PulledFeature(this, memory);
        this.conversations = new Conversations(db);
        this.conversationViews = new ConversationViews(accounts, people, visible, views);
        this.codes = new Codes(db, tokens);
        this.sessions = new Sessions(db);
        this.signIn = new SignIn(new Credentials(db), passwords);
        this.population = new Population(db.reading());
        this.trends = new Trends(db);
    }

    /** Begins to hear of what makes stale what this process keeps in memory. */
    Future<Void> listen() {
        return Future.all(tokens.listen(), reading.listen(), pulled.listen(), replicas.listen())
                .mapEmpty();
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

    /** Sign-up, and how people stand. */
    public AdmissionFeature members() {
        return new AdmissionFeature(config, this);
    }

    /** Leaving for good. */
    public DepartureFeature departures() {
        return new DepartureFeature(this);
    }

    public Reports reports() {
        return new ReportFeature(this).reports;
    }

    public Passwords passwords() {
        return passwords;
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

    public Posting posting() {
        return new Posting(db, composer(), new StatusBook(outbox, counters, polls), visible, new IdempotencyKeys(db));
    }

    Composer composer() {
        return new Composer(origin, accounts, people, visible, reading.stemmer);
    }

    public LiveTimelines live() {
        return live;
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
        return Future.join(codes.sweep(), sessions.sweep(), new IdempotencyKeys(db).forgetOld(), replicas.sweep())
                .mapEmpty();
    }

    public EventLog log() {
        return facts.log;
    }

    FactHandler fanout() {
        Remains remains = new Remains(db, counters, favourites, bookmarks, polls);
        Reach reach =
                new Reach(follows, tagFollows, pulled.authors, config.timeline().pushLimit());
        return new Fanout(reach, live, new Removal(statuses, remains, hints), hints, backends.metrics());
    }

    FactHandler notifier() {
        FactHandler notifier = new NotificationFeature(this).notifier();
        return new Together(notifier.role(), List.of(notifier, new HangUp(tokens, hints)));
    }

    FactHandler correspondence() {
        return new Correspondence(conversations, hints);
    }

    /** Everything that lives on facts, whichever process runs it. */
    public List<FactHandler> handlers() {
        return List.of(
                fanout(),
                notifier(),
                correspondence(),
                ties().handler(),
                new WritingFeature(this).due(),
                departures().oblivion());
    }

    TiesFeature ties() {
        return new TiesFeature(this);
    }

    Readiness readiness() {
        return new Readiness(db, backends.redis(), log(), replicas::states);
    }
}
