package social.skein.sql;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import social.skein.sql.Replica.State;

/**
 * The read replicas of the primary, checked a few times a second. If none is configured or none is up, {@link #pick} is
 * empty and the primary answers.
 */
public final class Replicas {
    /**
     * The progress of a replica is known this often, so a user's reads stay on the primary for about this long after a
     * write.
     */
    private static final long CHECK_INTERVAL_MILLIS = 200;

    private final Vertx vertx;
    private final WalTracker wal;
    private final Limits limits;
    private final List<Replica> all = new ArrayList<>();
    private final List<Pool> pools = new ArrayList<>();
    private final AtomicInteger roundRobin = new AtomicInteger();
    private volatile boolean closed;

    public Replicas(Vertx vertx, PostgresUri primary, List<PostgresUri> uris, Limits limits, MeterRegistry metrics) {
        this.vertx = vertx;
        this.limits = limits;
        this.wal = new WalTracker(vertx, open(primary, 1, "postgres-watch"));
        for (PostgresUri uri : uris) {
            Db db = open(uri, limits.poolSize, "postgres-replica");
            Replica replica = new Replica(vertx, uri.host() + ":" + uri.port(), db, open(uri, 1, "postgres-watch"));
            all.add(replica);
            registerGauges(replica, metrics);
        }
    }

    /**
     * The limits of each replica.
     *
     * @param poolSize its connections
     * @param maxLag the lag beyond which it gets no queries
     */
    public record Limits(int poolSize, Duration maxLag) {}

    private Db open(PostgresUri uri, int size, String name) {
        Pool pool = Pools.open(vertx, uri, size, name);
        pools.add(pool);
        return new Db(pool);
    }

    private static void registerGauges(Replica replica, MeterRegistry metrics) {
        Gauge.builder(
                        "skein.postgres.replica.lag",
                        replica,
                        checked -> checked.lastCheck().lag().toMillis() / 1_000.0)
                .description("Lag of a replica behind the primary")
                .baseUnit("seconds")
                .tag("replica", replica.name())
                .register(metrics);
        for (State state : State.values()) {
            Gauge.builder(
                            "skein.postgres.replica.state",
                            replica,
                            checked -> checked.lastCheck().state() == state ? 1 : 0)
                    .description("1 for the current state of a replica, 0 for the others")
                    .tags("replica", replica.name(), "state", state.toString())
                    .register(metrics);
        }
    }

    /**
     * Starts the health checks, one loop per server: a server that does not respond must not delay the checks of the
     * others. Before its first check a replica counts as down.
     */
    public Future<Void> startMonitoring() {
        List<Future<Void>> first = new ArrayList<>();
        first.add(checkPeriodically(() -> wal.currentLsn().<Void>mapEmpty().otherwiseEmpty()));
        all.forEach(replica -> first.add(checkPeriodically(() -> replica.check(wal, limits.maxLag))));
        return Future.join(first).mapEmpty();
    }

    /** Checks now, and again after each interval. */
    private Future<Void> checkPeriodically(Supplier<Future<Void>> check) {
        return check.get().onComplete(checked -> {
            if (!closed) {
                vertx.setTimer(
                        CHECK_INTERVAL_MILLIS, due -> checkPeriodically(check).onComplete(next -> {}));
            }
        });
    }

    /** A replica that is up and has replayed the log up to {@code minLsn}, round-robin. */
    Optional<Replica> pick(long minLsn) {
        int first = roundRobin.getAndIncrement();
        for (int i = 0; i < all.size(); i++) {
            Replica replica = all.get(Math.floorMod(first + i, all.size()));
            if (replica.hasReplayed(minLsn)) {
                return Optional.of(replica);
            }
        }
        return Optional.empty();
    }

    /** A position in the primary's log, in bytes, that is not before any commit that precedes this call. */
    public Future<Long> currentLsn() {
        return wal.currentLsn();
    }

    /** The state of each replica by name: up, lagging, down or promoted. */
    public Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        all.forEach(replica ->
                states.put(replica.name(), replica.lastCheck().state().toString()));
        return states;
    }

    public Future<Void> close() {
        closed = true;
        return Future.join(pools.stream().map(Pool::close).toList()).mapEmpty();
    }
}
