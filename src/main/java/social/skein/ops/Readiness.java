package social.skein.ops;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import social.skein.events.EventLog;
import social.skein.redis.RedisClient;
import social.skein.sql.Db;

/**
 * Whether this process should get traffic. PostgreSQL is required; while Redis, Kafka or a replica is away it is slower and not
 * wrong, so that is only degraded. What the deployment does without on purpose is none, and nothing is amiss. From the first
 * moment of a shutdown it is not ready.
 */
public final class Readiness {
    private static final long TIMEOUT_MILLIS = 2_000;
    private static final String NONE = "none";

    private final Db db;
    private final RedisClient redis;
    private final EventLog log;
    private final Supplier<Map<String, String>> replicas;
    private volatile boolean stopping;

    /** @param replicas how each read replica is, by its address */
    public Readiness(Db db, RedisClient redis, EventLog log, Supplier<Map<String, String>> replicas) {
        this.db = db;
        this.redis = redis;
        this.log = log;
        this.replicas = replicas;
    }

    /** What was found; {@code status} is ready, degraded, down or stopping. */
    record Report(String status, String postgres, String redis, String kafka, Map<String, String> replicas) {
        boolean ready() {
            return "ready".equals(status) || "degraded".equals(status);
        }
    }

    /** From now on the answer is no. */
    public void markStopping() {
        stopping = true;
    }

    Future<Report> report() {
        Future<Boolean> postgres = probe(() -> db.one("select 1 as up", row -> row.getInteger("up")));
        Future<Boolean> redisUp =
                redis.isDisabled() ? Future.succeededFuture(true) : probe(() -> redis.send(Request.cmd(Command.PING)));
        Future<Boolean> kafkaUp = probe(log::ping);
        return Future.all(postgres, redisUp, kafkaUp)
                .map(asked -> report(postgres.result(), redisUp.result(), kafkaUp.result()));
    }

    private Report report(boolean postgresUp, boolean redisUp, boolean kafkaUp) {
        Map<String, String> others = replicas.get();
        boolean replicasUp = others.values().stream().allMatch("up"::equals);
        String status = "ready";
        if (stopping) {
            status = "stopping";
        } else if (!postgresUp) {
            status = "down";
        } else if (!redisUp || !kafkaUp || !replicasUp) {
            status = "degraded";
        }
        return new Report(
                status,
                upOrDown(postgresUp),
                redis.isDisabled() ? NONE : upOrDown(redisUp),
                log.isKafka() ? upOrDown(kafkaUp) : NONE,
                others);
    }

    private static String upOrDown(boolean up) {
        return up ? "up" : "down";
    }

    private static Future<Boolean> probe(Supplier<Future<?>> check) {
        return check.get()
                .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .map(answer -> true)
                .otherwise(false);
    }
}
