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
import social.skein.context.ReadConsistency;
import social.skein.model.Problem;

/**
 * Statements that a replica may answer: one that is up and has what the reader wrote last, where the work at hand may read
 * what is a little old; else the primary.
 */
final class ReplicaReads implements Reads {
    private final Sql primary;
    private final Replicas replicas;
    private final Counter fromPrimary;
    private final Counter fromReplica;
    private final Counter primaryFallback;

    ReplicaReads(Sql primary, Replicas replicas, MeterRegistry metrics) {
        this.primary = primary;
        this.replicas = replicas;
        this.fromPrimary = counter("primary", metrics);
        this.fromReplica = counter("replica", metrics);
        this.primaryFallback = counter("primary-fallback", metrics);
    }

    private static Counter counter(String target, MeterRegistry metrics) {
        return Counter.builder("skein.postgres.reads")
                .description("Statements that a replica may answer, by who was asked")
                .tag("target", target)
                .register(metrics);
    }

    @Override
    public <T> Future<List<T>> list(
            @CompileTimeConstant String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
        return route(reads -> reads.list(sql, mapper, arguments));
    }

    @Override
    public <T> Future<List<T>> listWithTimeout(
            Duration timeout, @CompileTimeConstant String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
        return route(reads -> reads.listWithTimeout(timeout, sql, mapper, arguments));
    }

    private <T> Future<T> route(Function<Reads, Future<T>> query) {
        return ReadConsistency.current()
                .map(freshness -> freshness.minLsn().compose(position -> onReplica(position, query)))
                .orElseGet(() -> onPrimary(fromPrimary, query));
    }

    private <T> Future<T> onReplica(long lsn, Function<Reads, Future<T>> query) {
        return replicas.pick(lsn)
                .map(replica -> {
                    fromReplica.increment();
                    return replica.query(query).recover(failure -> fallBackToPrimary(failure, query));
                })
                .orElseGet(() -> onPrimary(fromPrimary, query));
    }

    /**
     * Whatever it was, a lost connection, a row that the replay of the log took away, a table it does not have yet, is the
     * replica's own trouble; only what took too long there would take too long again.
     */
    private <T> Future<T> fallBackToPrimary(Throwable failure, Function<Reads, Future<T>> query) {
        return Db.isQueryCanceled(failure) || failure instanceof Problem.DeadlineExceeded
                ? Future.failedFuture(failure)
                : onPrimary(primaryFallback, query);
    }

    private <T> Future<T> onPrimary(Counter counter, Function<Reads, Future<T>> query) {
        counter.increment();
        return query.apply(primary);
    }
}
