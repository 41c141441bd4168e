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
public final class Leadership {
    private final Supplier<Future<PgConnection>> connections;
    private final long job;
    private Optional<PgConnection> held = Optional.empty();

    /** @param job which job it is; a number of its own for each */
    public Leadership(Vertx vertx, PostgresUri uri, long job) {
        this(() -> PgConnection.connect(vertx, uri.connectOptions()), job);
    }

    /** @param connections opens one, which nobody else uses */
    public Leadership(Supplier<Future<PgConnection>> connections, long job) {
        this.connections = connections;
        this.job = job;
    }

    /**
     * The connection that holds the job, taking it if nobody has it; nothing while somebody else has. Who does the job's
     * statements on it finds out, by their failing, that the job is no longer theirs.
     */
    public Future<Optional<Sql>> take() {
        if (held.isPresent()) {
            return Future.succeededFuture(held.map(Sql::new));
        }
        return connections
                .get()
                .recover(Outage::told)
                .compose(connection -> connection
                        .query("select pg_try_advisory_lock(" + job + ") as taken")
                        .execute()
                        .map(rows -> rows.iterator().next().getBoolean("taken"))
                        .recover(Outage::told)
                        .onFailure(refused -> close(connection))
                        .compose(taken ->
                                taken ? hold(connection) : connection.close().map(Optional.empty())));
    }

    /** Leaves the job to others. */
    public Future<Void> leave() {
        Future<Void> closed = held.map(PgConnection::close).orElse(Future.succeededFuture());
        held = Optional.empty();
        return closed;
    }

    private Future<Optional<Sql>> hold(PgConnection connection) {
        held = Optional.of(connection);
        connection.closeHandler(closed -> held = held.filter(now -> !now.equals(connection)));
        return Future.succeededFuture(Optional.of(new Sql(connection)));
    }

    private static void close(PgConnection connection) {
        connection.close().onFailure(alreadyGone -> {});
    }
}
