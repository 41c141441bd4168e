package social.skein.app;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import social.skein.config.Config;
import social.skein.kafka.KafkaClients;
import social.skein.redis.RedisClient;
import social.skein.sql.Db;
import social.skein.sql.PostgresUri;

/**
 * The ways to the stores, made once a process and shared by all verticles. The database has its schema when this exists.
 */
public final class Backends {
    /** A Redis that takes longer is treated as gone, and the answer comes from PostgreSQL. */
    private static final Duration REDIS_PATIENCE = Duration.ofMillis(250);

    /** A store whose machine answers nothing at all for so long has gone without a word. */
    private static final int SILENCE_MILLIS = 10_000;

    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final PrometheusMeterRegistry metrics;
    private final PostgresUri postgres;
    private final Pool pool;
    private final Optional<Redis> redis;
    private final RedisClient redisClient;
    private final Optional<KafkaClients> kafka;

    private Backends(Vertx vertx, PrometheusMeterRegistry metrics, Config config, Stores stores) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.postgres = stores.postgres();
        this.pool = PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(config.postgres().poolSize())
                        .setMaxWaitQueueSize(2_000)
                        .setConnectionTimeout(5)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                        .setName("postgres"))
                .with(new NetClientOptions()
                        .setConnectTimeout(SILENCE_MILLIS)
                        .setTcpKeepAlive(true)
                        .setTcpUserTimeout(SILENCE_MILLIS))
                .connectingTo(postgres.connectOptions())
                .using(vertx)
                .build();
        this.redis = stores.redis().map(uri -> redis(vertx, uri, config.redis().poolSize()));
        this.redisClient = redis.map(client -> new RedisClient(vertx, client, REDIS_PATIENCE, metrics))
                .orElseGet(RedisClient::none);
        this.kafka = stores.kafka().map(brokers -> new KafkaClients(vertx, brokers));
    }

    private static Redis redis(Vertx vertx, String uri, int poolSize) {
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString(uri)
                        .setNetClientOptions(new NetClientOptions()
                                .setConnectTimeout(SILENCE_MILLIS)
                                .setTcpKeepAlive(true)
                                .setTcpUserTimeout(SILENCE_MILLIS))
                        .setMaxPoolSize(poolSize)
                        .setMaxPoolWaiting(10_000)
                        .setMaxWaitingHandlers(10_000)
                        .setPoolName("redis"));
    }

    static Backends connect(Vertx vertx, PrometheusMeterRegistry metrics, Config config, Stores stores) {
        return new Backends(vertx, metrics, config, stores);
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
        return new Db(pool);
    }

    public RedisClient redis() {
        return redisClient;
    }

    /** Kafka, unless the outbox is the log itself. */
    public Optional<KafkaClients> kafka() {
        return kafka;
    }

    /** Closes the connections and then Vert.x, and with it everything that still runs; blocks until that is done. */
    public void close() {
        redis.ifPresent(Redis::close);
        try {
            Waiting.on(pool.close(), LAST_PATIENCE, "Closing the connections to PostgreSQL");
        } finally {
            Waiting.on(vertx.close(), LAST_PATIENCE, "Leaving the cluster");
        }
    }
}
