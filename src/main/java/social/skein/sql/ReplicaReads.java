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
 * Routes queries to a replica that is up and has replayed the user's last write, if the current work allows stale
 * reads, and to the primary otherwise.
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
                .description("Queries that a replica may answer, by the server that got them")
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
                .map(consistency -> consistency.minLsn().compose(lsn -> onReplica(lsn, query)))
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
     * Any failure may be specific to the replica: a lost connection, a conflict with the replay, a table it does not
     * have yet. Only a query that timed out would time out on the primary as well.
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
