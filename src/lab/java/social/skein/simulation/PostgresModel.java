package social.skein.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A model of the parts of PostgreSQL that facts use: transactions that become visible at commit, the lock of a shard's
 * row until then, and connections that may be closed while they are in use.
 */
final class PostgresModel {
    final TablesModel tables;
    private final VirtualTime time;
    private final NetworkModel network;
    private final List<Session> sessions = new ArrayList<>();
    private final Map<Integer, Session> shardLocks = new HashMap<>();
    private final Deque<Runnable> lockWaiters = new ArrayDeque<>();

    PostgresModel(VirtualTime time, NetworkModel network, TablesModel tables) {
        this.time = time;
        this.network = network;
        this.tables = tables;
    }

    /** Closes all connections, and is down for this long. */
    void restart(long millis) {
        network.takeDown(NetworkModel.Remote.POSTGRES, millis);
        List.copyOf(sessions).forEach(Session::terminate);
    }

    /** Closes the connections of a killed process, as its kernel does. */
    void disconnect(SimulatedProcess process) {
        List.copyOf(sessions).stream()
                .filter(session -> session.owner == process)
                .forEach(Session::terminate);
    }

    Pool pool(SimulatedProcess process) {
        return InterfaceStub.create(
                Pool.class,
                Map.of(
                        "getConnection", args -> connect(process),
                        "preparedQuery", args -> singleStatement(process, (String) args[0])));
    }

    private Future<SqlConnection> connect(SimulatedProcess process) {
        return network.call(
                process, NetworkModel.Remote.POSTGRES, () -> Future.succeededFuture(new Session(process).connection()));
    }

    private PreparedQuery<?> singleStatement(SimulatedProcess process, String sql) {
        return InterfaceStub.create(PreparedQuery.class, Map.of("execute", args -> {
            Session session = new Session(process);
            return session.send(sql, (Tuple) args[0]).eventually(() -> {
                session.terminate();
                return Future.succeededFuture();
            });
        }));
    }

    /** The server's side of a connection. */
    private final class Session {
        private final SimulatedProcess owner;
        private final Deque<Runnable> statements = new ArrayDeque<>();
        private final List<Runnable> staged = new ArrayList<>();
        private boolean open = true;
        private boolean inTransaction;
        private boolean busy;
        private boolean aborted;
        private long lastArrivalAt;
        private long lastReplyAt;

        private Session(SimulatedProcess owner) {
            this.owner = owner;
            sessions.add(this);
        }

        private SqlConnection connection() {
            Map<String, InterfaceStub.StubMethod> methods = new LinkedHashMap<>();
            methods.put("query", args -> query((String) args[0]));
            methods.put("preparedQuery", args -> prepared((String) args[0]));
            methods.put("close", args -> close());
            return InterfaceStub.create(SqlConnection.class, methods);
        }

        private Query<?> query(String sql) {
            return InterfaceStub.create(Query.class, Map.of("execute", args -> send(sql, Tuple.tuple())));
        }

        private PreparedQuery<?> prepared(String sql) {
            return InterfaceStub.create(PreparedQuery.class, Map.of("execute", args -> send(sql, (Tuple) args[0])));
        }

        private Future<Void> close() {
            time.schedule(network.latency(), this::terminate);
            return Future.succeededFuture();
        }

        /** Sends a statement; arrivals and responses are in order. */
        private Future<Object> send(String sql, Tuple arguments) {
            Promise<Object> promise = owner.promise();
            lastArrivalAt = Math.max(lastArrivalAt, time.now() + network.latency());
            Object[] values = new Object[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.getValue(i);
            }
            time.scheduleAt(lastArrivalAt, null, () -> receive(sql, values, promise));
            return promise.future();
        }

        private void receive(String sql, Object[] arguments, Promise<Object> promise) {
            if (network.isDown(NetworkModel.Remote.POSTGRES) || network.drops(NetworkModel.Remote.POSTGRES)) {
                terminate();
            }
            if (!open) {
                reply(promise, () -> Future.failedFuture(new IOException("the connection to PostgreSQL is closed")));
                return;
            }
            statements.add(() -> execute(sql, arguments, promise));
            runNext();
        }

        private void runNext() {
            if (!busy && !statements.isEmpty()) {
                busy = true;
                statements.remove().run();
            }
        }

        private void execute(String sql, Object[] arguments, Promise<Object> promise) {
            Optional<Integer> shard = tables.lockedShard(sql, arguments);
            if (shard.isPresent() && shardLocks.getOrDefault(shard.get(), this) != this) {
                lockWaiters.add(() -> execute(sql, arguments, promise));
                return;
            }
            if (!open) {
                reply(promise, () -> Future.failedFuture(new IOException("the connection to PostgreSQL is closed")));
                return;
            }
            shard.ifPresent(locked -> shardLocks.put(locked, this));
            Future<Object> done = run(sql, arguments);
            busy = false;
            if (network.drops(NetworkModel.Remote.POSTGRES)) {
                terminate();
                done = Future.failedFuture(new IOException("PostgreSQL did not respond"));
            }
            Future<Object> result = done;
            reply(promise, () -> result);
            runNext();
        }

        private Future<Object> run(String sql, Object[] arguments) {
            try {
                return Future.succeededFuture(runStatement(sql, arguments).toRowSet());
            } catch (RuntimeException refused) {
                aborted = inTransaction;
                return Future.failedFuture(refused);
            }
        }

        private ResultRows runStatement(String sql, Object[] arguments) {
            switch (sql) {
                case "begin":
                    inTransaction = true;
                    return ResultRows.NONE;
                case "commit":
                    endTransaction(!aborted);
                    return ResultRows.NONE;
                case "rollback":
                    endTransaction(false);
                    return ResultRows.NONE;
                default:
                    ResultRows rows = tables.run(sql, arguments, staged);
                    if (!inTransaction) {
                        endTransaction(true);
                    }
                    return rows;
            }
        }

        private void endTransaction(boolean committed) {
            if (committed) {
                staged.forEach(Runnable::run);
            }
            staged.clear();
            inTransaction = false;
            aborted = false;
            releaseLocks();
        }

        private void releaseLocks() {
            if (shardLocks.values().removeIf(holder -> holder == this)) {
                List<Runnable> released = List.copyOf(lockWaiters);
                lockWaiters.clear();
                released.forEach(waiting -> time.schedule(0, waiting));
            }
        }

        private void terminate() {
            if (!open) {
                return;
            }
            open = false;
            sessions.remove(this);
            staged.clear();
            releaseLocks();
        }

        private void reply(Promise<Object> promise, Supplier<Future<Object>> response) {
            lastReplyAt = Math.max(lastReplyAt, time.now() + network.latency());
            time.scheduleAt(
                    lastReplyAt,
                    owner,
                    () -> response.get().onComplete(result -> {
                        if (result.succeeded()) {
                            promise.tryComplete(result.result());
                        } else {
                            promise.tryFail(result.cause());
                        }
                    }));
        }
    }
}
