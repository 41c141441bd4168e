package social.skein.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import social.skein.model.Problem;
import social.skein.trace.Freshness;

/**
 * Statements that a replica may answer: one that is up and has what the reader wrote last, where the work at hand may read
 * what is a little old; else the primary.
 */
final class ReplicaReads implements Reads {
    private final Sql primary;
    private final Replicas replicas;
    private final Counter fromPrimary;
    private final Counter fromReplica;
    private final Counter repeated;

    ReplicaReads(Sql primary, Replicas replicas, MeterRegistry metrics) {
        this.primary = primary;
        this.replicas = replicas;
        this.fromPrimary = counter("primary", metrics);
        this.fromReplica = counter("replica", metrics);
        this.repeated = counter("primary after replica", metrics);
    }

    private static Counter counter(String target, MeterRegistry metrics) {
        return Counter.builder("skein.postgres.reads")
                .description("Statements that a replica may answer, by who was asked")
                .tag("target", target)
                .register(metrics);
    }

    @Override
    public <T> Future<List<T>> list(
            @CompileTimeConstant String sql, Function<Row, T> of, @Nullable Object... arguments) {
        return ask(reads -> reads.list(sql, of, arguments));
    }

    @Override
    public <T> Future<List<T>> listWithin(
            Duration patience, @CompileTimeConstant String sql, Function<Row, T> of, @Nullable Object... arguments) {
        return ask(reads -> reads.listWithin(patience, sql, of, arguments));
    }

    private <T> Future<T> ask(Function<Reads, Future<T>> question) {
        return Freshness.current()
                .map(freshness -> freshness.position().compose(position -> nearby(position, question)))
                .orElseGet(() -> here(fromPrimary, question));
    }

    private <T> Future<T> nearby(long position, Function<Reads, Future<T>> question) {
        return replicas.pick(position)
                .map(replica -> {
                    fromReplica.increment();
                    return replica.ask(question).recover(failure -> again(failure, question));
                })
                .orElseGet(() -> here(fromPrimary, question));
    }

    /**
     * Whatever it was, a lost connection, a row that the replay of the log took away, a table it does not have yet, is the
     * replica's own trouble; only what took too long there would take too long again.
     */
    private <T> Future<T> again(Throwable failure, Function<Reads, Future<T>> question) {
        return Db.isTooSlow(failure) || failure instanceof Problem.TooLate
                ? Future.failedFuture(failure)
                : here(repeated, question);
    }

    private <T> Future<T> here(Counter counter, Function<Reads, Future<T>> question) {
        counter.increment();
        return question.apply(primary);
    }
}
