package social.skein.simulation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.kafka.client.producer.KafkaProducer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import social.skein.account.AccountCounters;
import social.skein.cache.CacheBudget;
import social.skein.cluster.HintBus;
import social.skein.emoji.EmojiFinder;
import social.skein.events.DeadLetters;
import social.skein.events.EventLog;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Outbox;
import social.skein.events.OutboxEventLog;
import social.skein.events.OutboxRelay;
import social.skein.events.ScheduledFacts;
import social.skein.events.SimulatedEventLog;
import social.skein.events.Worker;
import social.skein.fanout.DeletedStatusCleanup;
import social.skein.fanout.DeletedStatusRows;
import social.skein.fanout.FanoutHandler;
import social.skein.fanout.FanoutRecipients;
import social.skein.interaction.Bookmarks;
import social.skein.interaction.Favourites;
import social.skein.list.Lists;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;
import social.skein.poll.Polls;
import social.skein.redis.RedisClient;
import social.skein.relationship.Follows;
import social.skein.relationship.RelationLoader;
import social.skein.relationship.RelationsChanged;
import social.skein.sql.Db;
import social.skein.sql.LeaderLease;
import social.skein.status.Statuses;
import social.skein.status.VisibleStatuses;
import social.skein.tag.TagFollows;
import social.skein.timeline.HomeQuery;
import social.skein.timeline.HomeSkeletons;
import social.skein.timeline.PulledAuthors;
import social.skein.timeline.PulledPosts;
import social.skein.timeline.RedisHomeTimelines;
import social.skein.timeline.SimulatedHomeReads;
import social.skein.timeline.TimelineGapCheck;
import social.skein.timeline.TimelineRebuilder;
import social.skein.visibility.VisibilityPolicy;

/** A process with every role, assembled from the production classes. */
final class SimulatedNode {
    private static final MeterRegistry NO_METRICS = new CompositeMeterRegistry();
    private static final Duration REDIS_TIMEOUT = Duration.ofMillis(250);

    final SimulatedProcess process;
    final Db db;
    final Outbox outbox;
    final TimelineGapCheck gaps;
    private final SimulationWorld world;
    private final HintBus hints;
    private final RedisHomeTimelines timelines;
    private final HomeSkeletons skeletons;

    SimulatedNode(String name, SimulationWorld world) {
        this.world = world;
        this.process = new SimulatedProcess(name, world.time, world.bus);
        this.db = new Db(world.postgres.pool(process));
        this.hints = new HintBus(process.vertx);
        this.outbox = new Outbox(db, hints);
        RedisClient redis = new RedisClient(process.vertx, world.redis.client(process), REDIS_TIMEOUT, NO_METRICS);
        SimulationWorld.SimulationScale scale = world.scale;
        this.timelines = new RedisHomeTimelines(
                redis,
                process.clock(),
                new RedisHomeTimelines.TimelineSize(scale.cap(), scale.slack(), Duration.ofDays(7)));
        Follows follows = new Follows(db, outbox, new AccountCounters());
        TagFollows tags = new TagFollows(db);
        PulledAuthors pulledAuthors = new PulledAuthors(db, hints, process::nanos);
        PulledPosts pulledPosts = new PulledPosts(
                db, pulledAuthors, follows::followedAmong, new CacheBudget(1 << 20, NO_METRICS, process::nanos));
        HomeQuery homeQuery = new HomeQuery(db, follows, tags);
        this.skeletons = new HomeSkeletons(
                timelines,
                pulledPosts,
                homeQuery,
                new TimelineRebuilder(timelines, homeQuery, 4, NO_METRICS),
                NO_METRICS);
        this.gaps = new TimelineGapCheck(timelines, pulledPosts, homeQuery);
        subscribeToHints(pulledAuthors, pulledPosts);
        FanoutRecipients recipients = new FanoutRecipients(follows, tags, pulledAuthors, scale.pushLimit());
        FanoutHandler fanout = new FanoutHandler(recipients, timelines, deletedStatusCleanup(tags), hints, NO_METRICS);
        process.schedule(0, () -> startRoles(List.of(fanout, world.recordingRole.handler(db))));
    }

    private void subscribeToHints(PulledAuthors pulledAuthors, PulledPosts pulledPosts) {
        pulledAuthors.subscribe();
        hints.subscribe(RelationsChanged.HINT, hint -> pulledPosts.invalidateReader(hint.account()));
        hints.subscribe(Fact.HINT, fact -> {
            if (fact instanceof Fact.StatusFact) {
                pulledPosts.invalidateAuthor(fact.actor());
            } else if (fact instanceof Fact.FollowFact) {
                pulledPosts.invalidateReader(fact.actor());
            }
        });
    }

    private DeletedStatusCleanup deletedStatusCleanup(TagFollows tags) {
        Statuses statuses = new Statuses(db);
        VisibleStatuses visible =
                new VisibleStatuses(statuses, new VisibilityPolicy(new RelationLoader(db), new Lists(db), tags));
        DeletedStatusRows deletedRows = new DeletedStatusRows(
                db,
                new AccountCounters(),
                new Favourites(db, outbox, visible),
                new Bookmarks(db, visible, hints),
                new Polls(db, EmojiFinder.NONE, new ScheduledFacts(db, outbox)));
        return new DeletedStatusCleanup(statuses, deletedRows, hints);
    }

    private void startRoles(List<FactHandler> roles) {
        DeadLetters deadLetters = new DeadLetters(db);
        LeaderLease lease = new LeaderLease(
                process.vertx,
                new Db(world.postgres.pool(process)),
                process::nanos,
                new LeaderLease.LeaderName(Outbox.RELAY, process.name));
        if (world.scale.kafka()) {
            for (FactHandler role : roles) {
                Worker worker = SimulatedEventLog.worker(
                        process.vertx, group -> world.broker.consumer(process, group), role, deadLetters, NO_METRICS);
                worker.start();
            }
            relay(lease).start();
        } else {
            EventLog log = new OutboxEventLog(process.vertx, outbox, deadLetters, NO_METRICS);
            roles.forEach(role -> log.worker(role).start());
            log.relay(lease).onSuccess(OutboxRelay::start);
        }
    }

    private OutboxRelay relay(LeaderLease lease) {
        KafkaProducer<String, String> producer = world.broker.producer(process);
        return world.bugs.contains(PlantedBug.POLL_BY_LAST_ID)
                ? SimulatedEventLog.lastIdRelay(
                        process.vertx, outbox, producer, lease, NO_METRICS, PlantedBug.SELECT_AFTER_LAST)
                : SimulatedEventLog.relay(process.vertx, outbox, producer, lease, NO_METRICS);
    }

    boolean isUp() {
        return process.isAlive() && !process.isFrozen();
    }

    void kill() {
        process.kill();
        world.time.schedule(world.network.latency(), () -> world.postgres.disconnect(process));
    }

    Future<SimulatedHomeReads.HomeSlice> readHome(AccountId reader, PageRequest window) {
        return world.bugs.contains(PlantedBug.READ_UNSORTED_LIST)
                ? SimulatedHomeReads.readUnsorted(timelines, skeletons, reader, window, world.redis::newestIds)
                : SimulatedHomeReads.read(skeletons, reader, window);
    }

    /** Reads a home timeline page by page until its end, and collects the visible ids. */
    Future<List<Long>> readWholeHome(
            AccountId reader, PageRequest window, SimulatedUsers.VisibilityRule rule, List<Long> shown) {
        return readHome(reader, window).compose(slice -> {
            slice.ids().stream().filter(id -> rule.isVisible(reader, id)).forEach(shown::add);
            Optional<Long> next = slice.examined();
            return next.isEmpty()
                    ? Future.succeededFuture(shown)
                    : readWholeHome(reader, window.continueFrom(next.get(), window.limit()), rule, shown);
        });
    }
}
