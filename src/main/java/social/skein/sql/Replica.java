package social.skein.sql;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import social.skein.model.Problem;

/** One replica as this process sees it: how it was when it was looked at last, and the statements it has been asked. */
final class Replica {
    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

    private static final String LOOK = """
            select pg_is_in_recovery() as standby, (coalesce(pg_last_wal_replay_lsn(), '0/0') - '0/0')::bigint as reached
            """;

    /** With the pause between looks, what is frozen is found within a second. */
    private static final long PATIENCE_MILLIS = 500;

    private final Vertx vertx;
    private final String name;
    private final Db statements;
    private final Sql watch;
    private final Set<Promise<?>> asked = ConcurrentHashMap.newKeySet();
    private volatile Look last = new Look(State.AWAY, 0, Duration.ZERO);

    /** @param watch a connection of its own, so that looks wait for nobody's statements */
    Replica(Vertx vertx, String name, Db statements, Sql watch) {
        this.vertx = vertx;
        this.name = name;
        this.statements = statements;
        this.watch = watch;
    }

    /** How a replica may be; it is asked only when it is up. */
    enum State {
        UP,
        /** Further behind than it may be. */
        LAGGING,
        /** It does not answer. */
        AWAY,
        /** It takes writes of its own, so what it says is no longer what the primary says. */
        PROMOTED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a look found. */
    record Look(State state, long reached, Duration lag) {}

    private record Answer(boolean standby, long reached) {
        static Answer of(Row row) {
            return new Answer(row.getBoolean("standby"), row.getLong("reached"));
        }
    }

    String name() {
        return name;
    }

    Look last() {
        return last;
    }

    /** Whether it may be asked by somebody who must see everything up to this place. */
    boolean has(long position) {
        Look now = last;
        return now.state == State.UP && now.reached >= position;
    }

    /** Looks how it is now. */
    Future<Void> look(Tide tide, Duration maxLag) {
        return watch.one(LOOK, Answer::of)
                .timeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .map(answer -> seen(answer, tide.since(answer.reached), maxLag))
                .otherwise(silent -> new Look(State.AWAY, last.reached, tide.since(last.reached)))
                .onSuccess(this::note)
                .mapEmpty();
    }

    private static Look seen(Answer answer, Duration lag, Duration maxLag) {
        State state = !answer.standby ? State.PROMOTED : lag.compareTo(maxLag) > 0 ? State.LAGGING : State.UP;
        return new Look(state, answer.reached, lag);
    }

    private void note(Look now) {
        Look before = last;
        last = now;
        if (before.state != now.state) {
            LOG.atLevel(now.state == State.UP ? Level.INFO : Level.WARN)
                    .log("The replica {} is {}, {} ms behind", name, now.state, now.lag.toMillis());
        }
        if (now.state == State.AWAY) {
            asked.forEach(Replica::giveUp);
        }
    }

    /** Whoever is answered too late is answered by somebody else already. */
    private static void giveUp(Promise<?> answer) {
        answer.tryFail(new Problem.Unavailable("The replica does not answer"));
    }

    /** Asks it, and fails as soon as it is found to be away, whether or not its connections still hang. */
    <T> Future<T> ask(Function<Reads, Future<T>> question) {
        Promise<T> answer = ((ContextInternal) vertx.getOrCreateContext()).promise();
        asked.add(answer);
        question.apply(statements).onComplete(result -> answered(answer, result));
        if (last.state == State.AWAY) {
            giveUp(answer);
        }
        return answer.future();
    }

    private <T> void answered(Promise<T> answer, AsyncResult<T> result) {
        asked.remove(answer);
        if (result.succeeded()) {
            answer.tryComplete(result.result());
            return;
        }
        if (result.cause() instanceof Problem.Unavailable) {
            last = new Look(State.AWAY, last.reached, last.lag);
        }
        answer.tryFail(result.cause());
    }
}
