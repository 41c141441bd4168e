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
final class Postgres {
    final Tables tables;
    private final Time time;
    private final Weather weather;
    private final List<Session> sessions = new ArrayList<>();
    private final Map<Integer, Session> shards = new HashMap<>();
    private final Deque<Runnable> blocked = new ArrayDeque<>();
    private final Map<Long, Session> jobs = new HashMap<>();

    Postgres(Time time, Weather weather, Tables tables) {
        this.time = time;
        this.weather = weather;
        this.tables = tables;
    }

    /** Is away for so long, and all connections end. */
    void restart(long millis) {
        weather.takeAway(Weather.Place.POSTGRES, millis);
        List.copyOf(sessions).forEach(Session::end);
    }

    /** The kernel of a process that was killed closes its connections. */
    void left(Process process) {
        List.copyOf(sessions).stream()
                .filter(session -> session.owner == process)
                .forEach(Session::end);
    }

    Pool pool(Process process) {
        return StandIn.of(
                Pool.class,
                Map.of(
                        "getConnection", args -> connect(process, SqlConnection.class),
                        "preparedQuery", args -> single(process, (String) args[0])));
    }

    Future<PgConnection> connection(Process process) {
        return connect(process, PgConnection.class);
    }

    private <T> Future<T> connect(Process process, Class<T> type) {
        return weather.ask(
                process, Weather.Place.POSTGRES, () -> Future.succeededFuture(new Session(process).connection(type)));
    }

    private PreparedQuery<?> single(Process process, String sql) {
        return StandIn.of(PreparedQuery.class, Map.of("execute", args -> {
            Session once = new Session(process);
            return once.ask(sql, (Tuple) args[0]).eventually(() -> {
                once.end();
                return Future.succeededFuture();
            });
        }));
    }

    /** A connection as the server knows it. */
    private final class Session {
        private final Process owner;
        private final Deque<Runnable> statements = new ArrayDeque<>();
        private final List<Runnable> staged = new ArrayList<>();
        private @Nullable Handler<Void> closed;
        private boolean open = true;
        private boolean inTransaction;
        private boolean busy;
        private boolean broken;
        private long lastArrival;
        private long lastReply;

        private Session(Process owner) {
            this.owner = owner;
            sessions.add(this);
        }

        private <T> T connection(Class<T> type) {
            Map<String, StandIn.Answer> answers = new LinkedHashMap<>();
            answers.put("query", args -> query((String) args[0]));
            answers.put("preparedQuery", args -> prepared((String) args[0]));
            answers.put("closeHandler", args -> listen(args[0]));
            answers.put("close", args -> close());
            return StandIn.of(type, answers);
        }

        private Query<?> query(String sql) {
            return StandIn.of(Query.class, Map.of("execute", args -> ask(sql, Tuple.tuple())));
        }

        private PreparedQuery<?> prepared(String sql) {
            return StandIn.of(PreparedQuery.class, Map.of("execute", args -> ask(sql, (Tuple) args[0])));
        }

        @SuppressWarnings("unchecked")
        private @Nullable Object listen(Object handler) {
            closed = (Handler<Void>) handler;
            return null;
        }

        private Future<Void> close() {
            time.in(weather.delay(), this::end);
            return Future.succeededFuture();
        }

        /** Statements arrive, and are answered, in the order in which they were sent. */
        private Future<Object> ask(String sql, Tuple arguments) {
            Promise<Object> answer = owner.promise();
            lastArrival = Math.max(lastArrival, time.now() + weather.delay());
            Object[] values = new Object[arguments.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments.getValue(i);
            }
            time.at(lastArrival, null, () -> arrive(sql, values, answer));
            return answer.future();
        }

        private void arrive(String sql, Object[] arguments, Promise<Object> answer) {
            if (weather.isAway(Weather.Place.POSTGRES) || weather.loses(Weather.Place.POSTGRES)) {
                end();
            }
            if (!open) {
                reply(answer, () -> Future.failedFuture(new IOException("the connection to PostgreSQL is gone")));
                return;
            }
            statements.add(() -> execute(sql, arguments, answer));
            next();
        }

        private void next() {
            if (!busy && !statements.isEmpty()) {
                busy = true;
                statements.remove().run();
            }
        }

        private void execute(String sql, Object[] arguments, Promise<Object> answer) {
            Optional<Integer> shard = tables.locks(sql, arguments);
            if (shard.isPresent() && shards.getOrDefault(shard.get(), this) != this) {
                blocked.add(() -> execute(sql, arguments, answer));
                return;
            }
            if (!open) {
                reply(answer, () -> Future.failedFuture(new IOException("the connection to PostgreSQL is gone")));
                return;
            }
            shard.ifPresent(held -> shards.put(held, this));
            Future<Object> done = run(sql, arguments);
            busy = false;
            if (weather.loses(Weather.Place.POSTGRES)) {
                end();
                done = Future.failedFuture(new IOException("PostgreSQL answered nothing"));
            }
            Future<Object> told = done;
            reply(answer, () -> told);
            next();
        }

        private Future<Object> run(String sql, Object[] arguments) {
            try {
                return Future.succeededFuture(answered(sql, arguments).set());
            } catch (RuntimeException refused) {
                broken = inTransaction;
                return Future.failedFuture(refused);
            }
        }

        private Rows answered(String sql, Object[] arguments) {
            switch (sql) {
                case "begin":
                    inTransaction = true;
                    return Rows.NONE;
                case "commit":
                    finish(!broken);
                    return Rows.NONE;
                case "rollback":
                    finish(false);
                    return Rows.NONE;
                default:
                    if (sql.startsWith("select pg_try_advisory_lock(")) {
                        return lock(Long.parseLong(sql.replaceAll("\\D+", "")));
                    }
                    Rows rows = tables.run(sql, arguments, staged);
                    if (!inTransaction) {
                        finish(true);
                    }
                    return rows;
            }
        }

        private Rows lock(long job) {
            boolean ours = jobs.getOrDefault(job, this) == this;
            if (ours) {
                jobs.put(job, this);
            }
            return Rows.one(Map.of("taken", ours));
        }

        private void finish(boolean committed) {
            if (committed) {
                staged.forEach(Runnable::run);
            }
            staged.clear();
            inTransaction = false;
            broken = false;
            release();
        }

        private void release() {
            if (shards.values().removeIf(holder -> holder == this)) {
                List<Runnable> again = List.copyOf(blocked);
                blocked.clear();
                again.forEach(waiting -> time.in(0, waiting));
            }
        }

        private void end() {
            if (!open) {
                return;
            }
            open = false;
            sessions.remove(this);
            staged.clear();
            jobs.values().removeIf(holder -> holder == this);
            release();
            if (closed != null) {
                time.at(time.now() + weather.delay(), owner, () -> closed.handle(null));
            }
        }

        private void reply(Promise<Object> answer, Supplier<Future<Object>> told) {
            lastReply = Math.max(lastReply, time.now() + weather.delay());
            time.at(
                    lastReply,
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
