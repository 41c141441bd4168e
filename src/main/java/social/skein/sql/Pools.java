package social.skein.sql;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;

/** Opens connection pools to PostgreSQL. */
public final class Pools {
    /** A host that acknowledges nothing for this long is considered down. */
    private static final int TCP_TIMEOUT_MILLIS = 10_000;

    private Pools() {}

    /** Opens a pool with at most {@code size} connections, named {@code name} in its metrics. */
    public static Pool open(Vertx vertx, PostgresUri uri, int size, String name) {
        return PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(size)
                        .setMaxWaitQueueSize(2_000)
                        .setConnectionTimeout(5)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
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
