package social.skein.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Optional;
import social.skein.config.Config;
import social.skein.kafka.KafkaClients;
import social.skein.redis.RedisClient;
import social.skein.redis.RedisUri;
import social.skein.sql.Db;
import social.skein.sql.Pools;
import social.skein.sql.PostgresUri;
import social.skein.sql.PrimaryBreaker;
import social.skein.sql.Replicas;

/**
 * The clients of the stores, created once per process and shared by all verticles. They are created after the database
 * has this version's schema.
 */
public final class StoreConnections {
    /** Redis counts as unavailable if a command takes longer; the data then comes from PostgreSQL. */
    private static final Duration REDIS_TIMEOUT = Duration.ofMillis(250);

    /** The first command of a cold JVM takes much longer than those of a serving process. */
    private static final Duration COMMAND_REDIS_TIMEOUT = Duration.ofSeconds(3);

    /** Connections for health checks and the relay. */
    private static final int CONTROL_CONNECTIONS = 3;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final PrometheusMeterRegistry metrics;
    private final PostgresUri postgres;
    private final Pool pool;
    private final Pool controlPool;
    private final PrimaryBreaker breaker = new PrimaryBreaker();
    private final Optional<Replicas> replicas;
    private final Optional<Redis> redis;
    private final RedisClient redisClient;
    private final Optional<KafkaClients> kafka;

    private StoreConnections(
            Vertx vertx, PrometheusMeterRegistry metrics, Config config, Stores stores, boolean forCommand) {
        UncaughtFailures.log(vertx);
        this.vertx = vertx;
        this.metrics = metrics;
        this.postgres = stores.postgres();
        this.pool = forCommand
                ? Pools.openUnlimited(vertx, postgres, config.postgres().poolSize(), "postgres")
                : Pools.open(vertx, postgres, config.postgres().poolSize(), "postgres");
        this.controlPool = Pools.open(vertx, postgres, CONTROL_CONNECTIONS, "postgres-control");
        this.replicas = stores.replicas().isEmpty()
                ? Optional.empty()
                : Optional.of(replicas(vertx, metrics, config.postgres(), stores));
        this.redis = stores.redis().map(uri -> redis(vertx, uri, config.redis().poolSize()));
        this.redisClient = redis.map(client ->
                        new RedisClient(vertx, client, forCommand ? COMMAND_REDIS_TIMEOUT : REDIS_TIMEOUT, metrics))
                .orElseGet(RedisClient::disabled);
        this.kafka = stores.kafka().map(brokers -> new KafkaClients(vertx, brokers));
    }

    private static Redis redis(Vertx vertx, RedisUri uri, int poolSize) {
        return Redis.createClient(
                vertx,
                uri.options()
                        .setMaxPoolSize(poolSize)
                        .setMaxPoolWaiting(10_000)
                        .setMaxWaitingHandlers(10_000)
                        .setPoolName("redis"));
    }

    private static Replicas replicas(
            Vertx vertx, PrometheusMeterRegistry metrics, Config.Postgres config, Stores stores) {
        Replicas.Limits limits = new Replicas.Limits(config.poolSize(), config.maxReplicaLag());
        return new Replicas(vertx, stores.postgres(), stores.replicas(), limits, metrics);
    }

    static StoreConnections connect(Vertx vertx, PrometheusMeterRegistry metrics, Config config, Stores stores) {
        return new StoreConnections(vertx, metrics, config, stores, false);
    }

    /** The clients of a command, which runs on threads of its own and waits for results with a time limit. */
    static StoreConnections connectCommand(Vertx vertx, PrometheusMeterRegistry metrics, Config config, Stores stores) {
        return new StoreConnections(vertx, metrics, config, stores, true);
    }

    public Vertx vertx() {
        return vertx;
    }

    public PrometheusMeterRegistry metrics() {
        return metrics;
    }

    public PostgresUri postgres() {
        return postgres;
    }

    public Db db() {
        return replicas.map(configured -> new Db(pool, breaker, configured, metrics))
                .orElseGet(() -> new Db(pool, breaker));
    }

    /** Fails the statements of {@link #db()} while the primary does not answer. */
    PrimaryBreaker breaker() {
        return breaker;
    }

    /**
     * The primary by a few connections that requests do not use, and without a breaker: overload must not delay a
     * health check or a lease.
     */
    public Db controlDb() {
        return new Db(controlPool);
    }

    /** The read replicas, if any are configured. */
    public Optional<Replicas> replicas() {
        return replicas;
    }

    public RedisClient redis() {
        return redisClient;
    }

    /** The Kafka clients; empty if facts are delivered directly from the outbox. */
    public Optional<KafkaClients> kafka() {
        return kafka;
    }

    /** Closes the connections, then Vert.x and everything that runs on it; blocks until all are closed. */
    public void close() {
        redis.ifPresent(Redis::close);
        try {
            Future<Void> replicasClosed = replicas.map(Replicas::close).orElseGet(Future::succeededFuture);
            Blocking.await(
                    Future.join(pool.close(), controlPool.close(), replicasClosed)
                            .<Void>mapEmpty(),
                    CLOSE_TIMEOUT,
                    "Closing the connections to PostgreSQL");
        } finally {
            Blocking.await(vertx.close(), CLOSE_TIMEOUT, "Leaving the cluster");
        }
    }
}
