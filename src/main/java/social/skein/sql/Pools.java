package social.skein.sql;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Opens connection pools to PostgreSQL. */
public final class Pools {
    /** A host that acknowledges nothing for this long is considered down. */
    private static final int TCP_TIMEOUT_MILLIS = 10_000;

    /** How long requests wait for a connection. */
    private static final Duration ACQUIRE_TIMEOUT = Duration.ofSeconds(5);

    private Pools() {}

    /** Opens a pool with at most {@code size} connections, named {@code name} in its metrics. */
    public static Pool open(Vertx vertx, PostgresUri uri, int size, String name) {
        return open(vertx, uri, size, name, ACQUIRE_TIMEOUT);
    }

    /**
     * Opens a pool for callers that are not on an event loop and have a time limit of their own. With a limit the pool
     * may time out a caller from another thread that it has served already, which Vert.x logs as an unhandled exception.
     */
    public static Pool openUnlimited(Vertx vertx, PostgresUri uri, int size, String name) {
        return open(vertx, uri, size, name, Duration.ZERO);
    }

    private static Pool open(Vertx vertx, PostgresUri uri, int size, String name, Duration acquireTimeout) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(size)
                        .setMaxWaitQueueSize(2_000)
                        .setConnectionTimeout((int) acquireTimeout.toMillis())
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setName(name))
                .with(new NetClientOptions()
                        .setConnectTimeout(TCP_TIMEOUT_MILLIS)
                        .setTcpKeepAlive(true)
                        .setTcpUserTimeout(TCP_TIMEOUT_MILLIS))
                .connectingTo(uri.connectOptions())
                .using(vertx)
                .build();
    }
}
