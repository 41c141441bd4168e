package social.skein.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;
import social.skein.account.AccountCounters;
import social.skein.account.AccountRoutes;
import social.skein.account.AccountSearch;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.account.Handles;
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
import social.skein.sql.Db;
import social.skein.sql.Leadership;
import social.skein.status.StatusViews;
import social.skein.status.Statuses;
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

    private final Config config;
    private final Backends backends;
    private final Db db;
    private final Origin origin;
    private final Hints hints;
    private final Outbox outbox;
    private final AccountCounters accountCounters = new AccountCounters();
    private final Accounts accounts;
    private final AccountViews accountViews;
    private final Follows follows;
    private final Audience audience;
    private final Statuses statuses;
    private final StatusViews statusViews;
    private final LiveTimelines live;
    private final HomePull pull;
    private final Rebuilds rebuilds;

    public Wiring(Config config, Backends backends) {
        this.config = config;
        this.backends = backends;
        this.db = backends.db();
        this.origin = new Origin(config.scheme(), config.domain());
        this.hints = new Hints(backends.vertx());
        this.outbox = new Outbox(db, hints);
        this.accounts = new Accounts(db);
        this.accountViews = new AccountViews(origin);
        this.follows = new Follows(db, outbox, accountCounters);
        this.audience = new Audience(follows);
        this.statuses = new Statuses(db);
        this.statusViews = new StatusViews(accounts, accountViews, origin);
        this.live = new LiveTimelines(
                backends.redis(),
                Clock.systemUTC(),
                new LiveTimelines.Size(
                        config.timeline().cap(),
                        config.timeline().slack(),
                        config.timeline().liveFor()));
        this.pull = new HomePull(db, follows);
        this.rebuilds = new Rebuilds(live, pull, backends.metrics());
    }
}
