package social.skein.simulation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.kafka.client.producer.KafkaProducer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import social.skein.account.AccountCounters;
import social.skein.audience.Audience;
import social.skein.cache.Memory;
import social.skein.cluster.Hints;
import social.skein.events.Agenda;
import social.skein.events.DeadLetters;
import social.skein.events.EventLog;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Outbox;
import social.skein.events.OutboxLog;
import social.skein.events.Relay;
import social.skein.events.Simulated;
import social.skein.events.Worker;
import social.skein.fanout.Fanout;
import social.skein.fanout.Reach;
import social.skein.fanout.Removal;
import social.skein.list.Lists;
import social.skein.model.AccountId;
import social.skein.model.Window;
import social.skein.poll.Polls;
import social.skein.redis.RedisClient;
import social.skein.relationship.Follows;
import social.skein.relationship.Relations;
import social.skein.relationship.TiesChanged;
import social.skein.sql.Db;
import social.skein.sql.Leadership;
import social.skein.status.Bookmarks;
import social.skein.status.Favourites;
import social.skein.status.Remains;
import social.skein.status.Statuses;
import social.skein.status.VisibleStatuses;
import social.skein.tag.TagFollows;
import social.skein.timeline.Gaps;
import social.skein.timeline.HomePull;
import social.skein.timeline.HomeSkeletons;
import social.skein.timeline.LiveTimelines;
import social.skein.timeline.PulledAuthors;
import social.skein.timeline.PulledPosts;
import social.skein.timeline.Rebuilds;
import social.skein.timeline.SimulatedHome;

/** A process with every role, put together from the classes that run in production. */
final class Node {
    private static final MeterRegistry NOBODY_COUNTS = new CompositeMeterRegistry();
    private static final long JOB = 4711;
    private static final Duration REDIS_TIMEOUT = Duration.ofMillis(250);

    final Process process;
    final Db db;
    final Outbox outbox;
    final Gaps gaps;
    private final World world;
    private final Hints hints;
    private final LiveTimelines live;
    private final HomeSkeletons skeletons;

    Node(String name, World world) {
        this.world = world;
        this.process = new Process(name, world.time, world.bus);
        this.db = new Db(world.postgres.pool(process));
        this.hints = new Hints(process.vertx);
        this.outbox = new Outbox(db, hints);
        RedisClient redis = new RedisClient(process.vertx, world.redis.client(process), REDIS_TIMEOUT, NOBODY_COUNTS);
        World.Scale scale = world.scale;
        this.live = new LiveTimelines(
                redis, process.clock(), new LiveTimelines.Size(scale.cap(), scale.slack(), Duration.ofDays(7)));
        Follows follows = new Follows(db, outbox, new AccountCounters());
        TagFollows tags = new TagFollows(db);
        PulledAuthors authors = new PulledAuthors(db, hints, process::nanos);
        PulledPosts pulled = new PulledPosts(
                db, authors, follows::followedAmong, new Memory(1 << 20, NOBODY_COUNTS, process::nanos));
        HomePull pull = new HomePull(db, follows, tags);
        this.skeletons =
                new HomeSkeletons(live, pulled, pull, new Rebuilds(live, pull, 4, NOBODY_COUNTS), NOBODY_COUNTS);
        this.gaps = new Gaps(live, pulled, pull);
        listen(authors, pulled);
        Reach reach = new Reach(follows, tags, authors, scale.pushLimit());
        Fanout fanout = new Fanout(reach, live, removal(tags), hints, NOBODY_COUNTS);
        process.in(0, () -> start(List.of(fanout, world.witness.role(db))));
    }

    private void listen(PulledAuthors authors, PulledPosts pulled) {
        authors.listen();
        hints.keep(TiesChanged.HINT, hint -> pulled.tiesChanged(hint.account()));
        hints.keep(Fact.HINT, fact -> {
            if (fact instanceof Fact.OfStatuses) {
                pulled.changed(fact.actor());
            } else if (fact instanceof Fact.OfFollows) {
                pulled.tiesChanged(fact.actor());
            }
        });
    }

    private Removal removal(TagFollows tags) {
        Statuses statuses = new Statuses(db);
        VisibleStatuses visible = new VisibleStatuses(statuses, new Audience(new Relations(db), new Lists(db), tags));
        Remains remains = new Remains(
                db,
                new AccountCounters(),
                new Favourites(db, outbox, visible),
                new Bookmarks(db, visible, hints),
                new Polls(db, new Agenda(db, outbox)));
        return new Removal(statuses, remains, hints);
    }

    private void start(List<FactHandler> roles) {
        DeadLetters letters = new DeadLetters(db);
        Leadership job = new Leadership(() -> world.postgres.connection(process), JOB);
        if (world.scale.kafka()) {
            for (FactHandler role : roles) {
                Worker worker = Simulated.worker(
                        process.vertx, group -> world.broker.consumer(process, group), role, letters, NOBODY_COUNTS);
                worker.start();
            }
            relay(job).start();
        } else {
            EventLog log = new OutboxLog(process.vertx, outbox, letters, NOBODY_COUNTS);
            roles.forEach(role -> log.worker(role).start());
            log.relay(job).onSuccess(Relay::start);
        }
    }

    private Relay relay(Leadership job) {
        KafkaProducer<String, String> producer = world.broker.producer(process);
        return world.plants.contains(Plant.POLL_BY_LAST_ID)
                ? Simulated.forgetfulRelay(process.vertx, outbox, producer, job, NOBODY_COUNTS, Plant.AFTER_LAST)
                : Simulated.relay(process.vertx, outbox, producer, job, NOBODY_COUNTS);
    }

    boolean isUp() {
        return process.isAlive() && !process.isFrozen();
    }

    void kill() {
        process.kill();
        world.time.in(world.weather.delay(), () -> world.postgres.left(process));
    }

    Future<SimulatedHome.Part> home(AccountId reader, Window window) {
        return world.plants.contains(Plant.LIST_AS_IT_LIES)
                ? SimulatedHome.readAsItLies(live, skeletons, reader, window, world.redis::newest)
                : SimulatedHome.read(skeletons, reader, window);
    }

    /** What somebody's home shows from a window on, page by page until its end. */
    Future<List<Long>> wholeHome(AccountId reader, Window window, People.Rule rule, List<Long> shown) {
        return home(reader, window).compose(part -> {
            part.ids().stream().filter(id -> rule.shows(reader, id)).forEach(shown::add);
            Optional<Long> next = part.examined();
            return next.isEmpty()
                    ? Future.succeededFuture(shown)
                    : wholeHome(reader, window.after(next.get(), window.limit()), rule, shown);
        });
    }
}
