package social.skein.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Being the only one of all instances that does a job: a PostgreSQL advisory lock on a connection of its own, so that it
 * ends with the connection, however its holder dies.
 */
public final class LeaderLock {
    private final Supplier<Future<PgConnection>> connections;
    private final long lockId;
    private Optional<PgConnection> leaderConnection = Optional.empty();

    /** @param lockId which job it is; a number of its own for each */
    public LeaderLock(Vertx vertx, PostgresUri uri, long lockId) {
        this(() -> PgConnection.connect(vertx, uri.connectOptions()), lockId);
    }

    /** @param connections opens one, which nobody else uses */
    public LeaderLock(Supplier<Future<PgConnection>> connections, long lockId) {
        this.connections = connections;
        this.lockId = lockId;
    }

    /**
     * The connection that holds the job, taking it if nobody has it; nothing while somebody else has. Who does the job's
     * statements on it finds out, by their failing, that the job is no longer theirs.
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
                        .onFailure(refused -> close(connection))
                        .compose(taken ->
                                taken ? hold(connection) : connection.close().map(Optional.empty())));
    }

    /** Leaves the job to others. */
    public Future<Void> release() {
        Future<Void> closed = leaderConnection.map(PgConnection::close).orElse(Future.succeededFuture());
        leaderConnection = Optional.empty();
        return closed;
    }

    private Future<Optional<Sql>> hold(PgConnection connection) {
        leaderConnection = Optional.of(connection);
        connection.closeHandler(closed -> leaderConnection = leaderConnection.filter(now -> !now.equals(connection)));
        return Future.succeededFuture(Optional.of(new Sql(connection)));
    }

    private static void close(PgConnection connection) {
        connection.close().onFailure(alreadyGone -> {});
    }
}
