package social.skein.sql;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;

/** Pools of connections to PostgreSQL. */
public final class Pools {
    /** A database whose machine answers nothing at all for so long has gone without a word. */
    private static final int TCP_TIMEOUT_MILLIS = 10_000;

    private Pools() {}

    /** A pool of so many connections at the most; its metrics carry the name. */
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
