package social.skein.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import social.skein.events.EventLog;
import social.skein.redis.RedisClient;
import social.skein.sql.LeaderStatus;

/**
 * Whether a load balancer should send traffic to this process. PostgreSQL is required. Without Redis, Kafka, a
 * replica or the object store the process is degraded: slower, or without uploads and pictures, but correct. It is also
 * degraded while the disk of the data folder is full.
 * A store that is not configured is reported as {@code none}. Not ready as soon as a shutdown begins. The report never
 * waits for a store: it contains the results of the last background checks, and their ages.
 */
public final class Readiness {
    private static final String NONE = "none";

    /** Some providers charge for each request. */
    private static final Duration MEDIA_INTERVAL = Duration.ofSeconds(10);

    private final String process;
    private final StoreHealth postgres;
    private final Optional<StoreHealth> redis;
    private final Optional<StoreHealth> kafka;
    private final Optional<StoreHealth> media;
    private final DiskSpaceMonitor disk;
    private final RelayMonitor relay;
    private final Supplier<Map<String, String>> replicas;
    private volatile boolean stopping;

    /**
     * @param process the name of this process
     * @param addresses the addresses of the stores, for the log
     * @param dataFolder need not exist, as in a process that uses no embedded servers
     * @param relay the leader of the relay, whose query is the check of PostgreSQL
     * @param media empty if this process has no role that needs the object store
     * @param replicas supplies the state of each read replica by its address
     */
    public Readiness(
            Vertx vertx,
            String process,
            StoreAddresses addresses,
            Path dataFolder,
            LeaderStatus relay,
            RedisClient redis,
            EventLog log,
            Optional<MediaStore> media,
            Supplier<Map<String, String>> replicas,
            MeterRegistry metrics) {
        this.process = process;
        this.relay = new RelayMonitor(relay, process, metrics);
        this.postgres = new StoreHealth(
                vertx,
                new StoreHealth.StoreName(
                        "postgres", "PostgreSQL at " + addresses.postgres, "requests that need it get 503"),
                StoreHealth.INTERVAL,
                this.relay::check,
                metrics);
        this.redis = addresses.redis.map(address -> new StoreHealth(
                vertx,
                new StoreHealth.StoreName("redis", "Redis at " + address, "the database is used instead"),
                StoreHealth.INTERVAL,
                () -> redis.send(Request.cmd(Command.PING)),
                metrics));
        this.kafka = addresses.kafka.map(address -> new StoreHealth(
                vertx,
                new StoreHealth.StoreName("kafka", "Kafka at " + address, "facts wait in the outbox"),
                StoreHealth.INTERVAL,
                log::ping,
                metrics));
        this.media = media.map(store -> new StoreHealth(
                vertx,
                new StoreHealth.StoreName(
                        "media", store.title, "uploads get 503, pictures are not served, and processing waits"),
                MEDIA_INTERVAL,
                store.ping,
                metrics));
        this.disk = new DiskSpaceMonitor(vertx, dataFolder, metrics);
        this.replicas = replicas;
    }

    /** The host and port of each store; empty if the deployment does not have it. */
    public record StoreAddresses(String postgres, Optional<String> redis, Optional<String> kafka) {}

    /**
     * The object store of the media.
     *
     * @param title for the log, such as "The object store in data/media"
     * @param ping fails if it does not answer
     */
    public record MediaStore(String title, Supplier<Future<?>> ping) {}

    /**
     * The response.
     *
     * @param status ready, degraded, down or stopping
     * @param disk the disk of the data folder: ok, low, full or none
     * @param ageSeconds the time since the last check of each store
     */
    record Report(
            String status,
            String process,
            String postgres,
            String redis,
            String kafka,
            String media,
            String disk,
            Map<String, String> replicas,
            Map<String, Double> ageSeconds,
            RelayMonitor.RelayReport relay) {
        boolean ready() {
            return "ready".equals(status) || "degraded".equals(status);
        }
    }

    /** Starts the background checks; succeeds when each store has been checked once. */
    public Future<Void> start() {
        return Future.join(Stream.concat(Stream.of(disk.start()), stores().map(StoreHealth::start))
                        .toList())
                .mapEmpty();
    }

    /** Whether several checks of PostgreSQL in a row have failed, so that requests should not wait for it. */
    public boolean isPostgresDown() {
        return postgres.isDown();
    }

    /** Reports not ready from now on, and logs no more about stores. */
    public void markStopping() {
        stopping = true;
        disk.stop();
        relay.stop();
        stores().forEach(StoreHealth::stop);
    }

    private Stream<StoreHealth> stores() {
        return Stream.of(Optional.of(postgres), redis, kafka, media).flatMap(Optional::stream);
    }

    Report report() {
        Map<String, String> replicaStates = replicas.get();
        boolean allUp = !disk.isFull()
                && stores().allMatch(StoreHealth::isUp)
                && replicaStates.values().stream().allMatch("up"::equals);
        String status = "ready";
        if (stopping) {
            status = "stopping";
        } else if (!postgres.isUp()) {
            status = "down";
        } else if (!allUp) {
            status = "degraded";
        }
        Map<String, Double> ages = new LinkedHashMap<>();
        ages.put("postgres", postgres.ageSeconds());
        redis.ifPresent(store -> ages.put("redis", store.ageSeconds()));
        kafka.ifPresent(store -> ages.put("kafka", store.ageSeconds()));
        media.ifPresent(store -> ages.put("media", store.ageSeconds()));
        return new Report(
                status,
                process,
                upOrDown(postgres),
                redis.map(Readiness::upOrDown).orElse(NONE),
                kafka.map(Readiness::upOrDown).orElse(NONE),
                media.map(Readiness::upOrDown).orElse(NONE),
                disk.label(),
                replicaStates,
                ages,
                relay.report());
    }

    private static String upOrDown(StoreHealth store) {
        return store.isUp() ? "up" : "down";
    }
}
