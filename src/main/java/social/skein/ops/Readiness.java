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
 * Whether a load balancer should send traffic to this process. PostgreSQL is required. Without Redis, Kafka or a
 * replica the process is degraded: slower but correct. A store that is not configured is reported as {@code none}. Not
 * ready as soon as a shutdown begins.
 */
public final class Readiness {
    private static final long TIMEOUT_MILLIS = 2_000;
    private static final String NONE = "none";

    private final Db db;
    private final RedisClient redis;
    private final EventLog log;
    private final Supplier<Map<String, String>> replicas;
    private volatile boolean stopping;

    /** @param replicas supplies the state of each read replica by its address */
    public Readiness(Db db, RedisClient redis, EventLog log, Supplier<Map<String, String>> replicas) {
        this.db = db;
        this.redis = redis;
        this.log = log;
        this.replicas = replicas;
    }

    /** The response; {@code status} is ready, degraded, down or stopping. */
    record Report(String status, String postgres, String redis, String kafka, Map<String, String> replicas) {
        boolean ready() {
            return "ready".equals(status) || "degraded".equals(status);
        }
    }

    /** Reports not ready from now on. */
    public void markStopping() {
        stopping = true;
    }

    Future<Report> report() {
        Future<Boolean> postgres = probe(() -> db.one("select 1 as up", row -> row.getInteger("up")));
        Future<Boolean> redisUp =
                redis.isDisabled() ? Future.succeededFuture(true) : probe(() -> redis.send(Request.cmd(Command.PING)));
        Future<Boolean> kafkaUp = probe(log::ping);
        return Future.all(postgres, redisUp, kafkaUp)
                .map(probes -> report(postgres.result(), redisUp.result(), kafkaUp.result()));
    }

    private Report report(boolean postgresUp, boolean redisUp, boolean kafkaUp) {
        Map<String, String> replicaStates = replicas.get();
        boolean replicasUp = replicaStates.values().stream().allMatch("up"::equals);
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
                replicaStates);
    }

    private static String upOrDown(boolean up) {
        return up ? "up" : "down";
    }

    private static Future<Boolean> probe(Supplier<Future<?>> check) {
        return check.get()
                .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .map(result -> true)
                .otherwise(false);
    }
}
