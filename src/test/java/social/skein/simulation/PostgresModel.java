package social.skein.simulation;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
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
import org.jspecify.annotations.Nullable;

/**
 * As much of PostgreSQL as facts meet: transactions that are seen when they are committed and not before, a shard's row that is
 * locked until then, advisory locks, and connections that end under whoever uses them.
 */
final class PostgresModel {
    final TablesModel tables;
    private final VirtualTime time;
    private final NetworkModel network;
    private final List<Session> sessions = new ArrayList<>();
    private final Map<Integer, Session> shardLocks = new HashMap<>();
    private final Deque<Runnable> lockWaiters = new ArrayDeque<>();
    private final Map<Long, Session> advisoryLocks = new HashMap<>();

    PostgresModel(VirtualTime time, NetworkModel network, TablesModel tables) {
        this.time = time;
        this.network = network;
        this.tables = tables;
    }

    /** Is away for so long, and all connections end. */
    void restart(long millis) {
        network.takeDown(NetworkModel.Remote.POSTGRES, millis);
        List.copyOf(sessions).forEach(Session::terminate);
    }

    /** The kernel of a process that was killed closes its connections. */
    void disconnect(SimulatedProcess process) {
        List.copyOf(sessions).stream()
                .filter(session -> session.owner == process)
                .forEach(Session::terminate);
    }

    Pool pool(SimulatedProcess process) {
        return InterfaceStub.create(
                Pool.class,
                Map.of(
                        "getConnection", args -> connect(process, SqlConnection.class),
                        "preparedQuery", args -> singleStatement(process, (String) args[0])));
    }

    Future<PgConnection> connection(SimulatedProcess process) {
        return connect(process, PgConnection.class);
    }

    private <T> Future<T> connect(SimulatedProcess process, Class<T> type) {
        return network.call(
                process,
                NetworkModel.Remote.POSTGRES,
                () -> Future.succeededFuture(new Session(process).connection(type)));
    }

    private PreparedQuery<?> singleStatement(SimulatedProcess process, String sql) {
        return InterfaceStub.create(PreparedQuery.class, Map.of("execute", args -> {
            Session once = new Session(process);
            return once.send(sql, (Tuple) args[0]).eventually(() -> {
                once.terminate();
                return Future.succeededFuture();
            });
        }));
    }

    /** A connection as the server knows it. */
    private final class Session {
        private final SimulatedProcess owner;
        private final Deque<Runnable> statements = new ArrayDeque<>();
        private final List<Runnable> staged = new ArrayList<>();
        private @Nullable Handler<Void> closeHandler;
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

        private <T> T connection(Class<T> type) {
            Map<String, InterfaceStub.StubMethod> answers = new LinkedHashMap<>();
            answers.put("query", args -> query((String) args[0]));
            answers.put("preparedQuery", args -> prepared((String) args[0]));
            answers.put("closeHandler", args -> onClose(args[0]));
            answers.put("close", args -> close());
            return InterfaceStub.create(type, answers);
        }

        private Query<?> query(String sql) {
            return InterfaceStub.create(Query.class, Map.of("execute", args -> send(sql, Tuple.tuple())));
        }

        private PreparedQuery<?> prepared(String sql) {
            return InterfaceStub.create(PreparedQuery.class, Map.of("execute", args -> send(sql, (Tuple) args[0])));
        }

        @SuppressWarnings("unchecked")
        private @Nullable Object onClose(Object handler) {
            closeHandler = (Handler<Void>) handler;
            return null;
        }

        private Future<Void> close() {
            time.schedule(network.latency(), this::terminate);
            return Future.succeededFuture();
        }

        /** Statements arrive, and are answered, in the order in which they were sent. */
        private Future<Object> send(String sql, Tuple arguments) {
            Promise<Object> answer = owner.promise();
            lastArrivalAt = Math.max(lastArrivalAt, time.now() + network.latency());
            Object[] values = new Object[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.getValue(i);
            }
            time.scheduleAt(lastArrivalAt, null, () -> receive(sql, values, answer));
            return answer.future();
        }

        private void receive(String sql, Object[] arguments, Promise<Object> answer) {
            if (network.isDown(NetworkModel.Remote.POSTGRES) || network.drops(NetworkModel.Remote.POSTGRES)) {
                terminate();
            }
            if (!open) {
                reply(answer, () -> Future.failedFuture(new IOException("the connection to PostgreSQL is gone")));
                return;
            }
            statements.add(() -> execute(sql, arguments, answer));
            runNext();
        }

        private void runNext() {
            if (!busy && !statements.isEmpty()) {
                busy = true;
                statements.remove().run();
            }
        }

        private void execute(String sql, Object[] arguments, Promise<Object> answer) {
            Optional<Integer> shard = tables.lockedShard(sql, arguments);
            if (shard.isPresent() && shardLocks.getOrDefault(shard.get(), this) != this) {
                lockWaiters.add(() -> execute(sql, arguments, answer));
                return;
            }
            if (!open) {
                reply(answer, () -> Future.failedFuture(new IOException("the connection to PostgreSQL is gone")));
                return;
            }
            shard.ifPresent(held -> shardLocks.put(held, this));
            Future<Object> done = run(sql, arguments);
            busy = false;
            if (network.drops(NetworkModel.Remote.POSTGRES)) {
                terminate();
                done = Future.failedFuture(new IOException("PostgreSQL answered nothing"));
            }
            Future<Object> told = done;
            reply(answer, () -> told);
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
                    if (sql.startsWith("select pg_try_advisory_lock(")) {
                        return tryAdvisoryLock(Long.parseLong(sql.replaceAll("\\D+", "")));
                    }
                    ResultRows rows = tables.run(sql, arguments, staged);
                    if (!inTransaction) {
                        endTransaction(true);
                    }
                    return rows;
            }
        }

        private ResultRows tryAdvisoryLock(long job) {
            boolean ours = advisoryLocks.getOrDefault(job, this) == this;
            if (ours) {
                advisoryLocks.put(job, this);
            }
            return ResultRows.ofRow(Map.of("taken", ours));
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
                List<Runnable> again = List.copyOf(lockWaiters);
                lockWaiters.clear();
                again.forEach(waiting -> time.schedule(0, waiting));
            }
        }

        private void terminate() {
            if (!open) {
                return;
            }
            open = false;
            sessions.remove(this);
            staged.clear();
            advisoryLocks.values().removeIf(holder -> holder == this);
            releaseLocks();
            if (closeHandler != null) {
                time.scheduleAt(time.now() + network.latency(), owner, () -> closeHandler.handle(null));
            }
        }

        private void reply(Promise<Object> answer, Supplier<Future<Object>> told) {
            lastReplyAt = Math.max(lastReplyAt, time.now() + network.latency());
            time.scheduleAt(
                    lastReplyAt,
                    owner,
                    () -> told.get().onComplete(result -> {
                        if (result.succeeded()) {
                            answer.tryComplete(result.result());
                        } else {
                            answer.tryFail(result.cause());
                        }
                    }));
        }
    }
}
