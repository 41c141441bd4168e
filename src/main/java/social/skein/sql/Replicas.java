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
 * The read replicas of the primary, each looked at a few times a second. That there is none, or none that is up, is the same:
 * then there is nobody to {@link #pick}, and the primary answers.
 */
public final class Replicas {
    /** What a replica has reached is learned this often, so this long somebody's reads stay with the primary after a write. */
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
            Db statements = open(uri, limits.poolSize, "postgres-replica");
            Replica replica =
                    new Replica(vertx, uri.host() + ":" + uri.port(), statements, open(uri, 1, "postgres-watch"));
            all.add(replica);
            registerGauges(replica, metrics);
        }
    }

    /**
     * What is asked of a replica, and of us.
     *
     * @param poolSize connections to each
     * @param maxLag how far behind one may be and still be asked
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
                        seen -> seen.lastCheck().lag().toMillis() / 1_000.0)
                .description("How far a replica is behind the primary")
                .baseUnit("seconds")
                .tag("replica", replica.name())
                .register(metrics);
        for (State state : State.values()) {
            Gauge.builder(
                            "skein.postgres.replica.state",
                            replica,
                            seen -> seen.lastCheck().state() == state ? 1 : 0)
                    .description("1 for how a replica is, 0 for how it is not")
                    .tags("replica", replica.name(), "state", state.toString())
                    .register(metrics);
        }
    }

    /**
     * Begins to look after them, each by itself: the silence of one, or of the primary, must not hide that of another. Until
     * it is looked at, a replica is taken to be away.
     */
    public Future<Void> startMonitoring() {
        List<Future<Void>> first = new ArrayList<>();
        first.add(checkPeriodically(() -> wal.currentLsn().<Void>mapEmpty().otherwiseEmpty()));
        all.forEach(replica -> first.add(checkPeriodically(() -> replica.check(wal, limits.maxLag))));
        return Future.join(first).mapEmpty();
    }

    /** Looks now, and again after a pause each time. */
    private Future<Void> checkPeriodically(Supplier<Future<Void>> check) {
        return check.get().onComplete(looked -> {
            if (!closed) {
                vertx.setTimer(
                        CHECK_INTERVAL_MILLIS, now -> checkPeriodically(check).onComplete(again -> {}));
            }
        });
    }

    /** One that is up and has everything up to this place in the log, each in turn. */
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

    /** A place in the log behind which everything lies that was committed before this was called. */
    public Future<Long> currentLsn() {
        return wal.currentLsn();
    }

    /** How each is: up, lagging, away or promoted. */
    public Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        all.forEach(replica ->
                states.put(replica.name(), replica.lastCheck().state().toString()));
        return states;
    }

    /** Closes the connections. */
    public Future<Void> close() {
        closed = true;
        return Future.join(pools.stream().map(Pool::close).toList()).mapEmpty();
    }
}
