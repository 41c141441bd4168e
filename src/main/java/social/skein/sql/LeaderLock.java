package social.skein.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Elects the one process that does a job: a PostgreSQL advisory lock on a dedicated connection, so that the lock ends
 * with the connection, even if its holder crashes.
 */
public final class LeaderLock {
    private final Supplier<Future<PgConnection>> connections;
    private final long lockId;
    private Optional<PgConnection> leaderConnection = Optional.empty();

    /** @param lockId the number of the job */
    public LeaderLock(Vertx vertx, PostgresUri uri, long lockId) {
        this(() -> PgConnection.connect(vertx, uri.connectOptions()), lockId);
    }

    /** @param connections opens a connection that is used for nothing else */
    public LeaderLock(Supplier<Future<PgConnection>> connections, long lockId) {
        this.connections = connections;
        this.lockId = lockId;
    }

    /**
     * The connection that holds the lock, which is taken if it is free; empty while another process holds it. The
     * statements of the job must use this connection: if the lock is lost, they fail.
     */
    public Future<Optional<Sql>> tryAcquire() {
        if (leaderConnection.isPresent()) {
            return Future.succeededFuture(leaderConnection.map(Sql::new));
        }
        return connections
                .get()
                .recover(PgErrors::toProblem)
                .compose(connection -> connection
                        .query("select pg_try_advisory_lock(" + lockId + ") as taken")
                        .execute()
                        .map(rows -> rows.iterator().next().getBoolean("taken"))
                        .recover(PgErrors::toProblem)
                        .onFailure(failure -> close(connection))
                        .compose(taken ->
                                taken ? hold(connection) : connection.close().map(Optional.empty())));
    }

    /** Releases the lock. */
    public Future<Void> release() {
        Future<Void> closed = leaderConnection.map(PgConnection::close).orElse(Future.succeededFuture());
        leaderConnection = Optional.empty();
        return closed;
    }

    private Future<Optional<Sql>> hold(PgConnection connection) {
        leaderConnection = Optional.of(connection);
        connection.closeHandler(
                closed -> leaderConnection = leaderConnection.filter(current -> !current.equals(connection)));
        return Future.succeededFuture(Optional.of(new Sql(connection)));
    }

    private static void close(PgConnection connection) {
        connection.close().onFailure(alreadyGone -> {});
    }
}
