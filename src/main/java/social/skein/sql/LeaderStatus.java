package social.skein.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The leader of a job according to the database, as it was last read. */
public final class LeaderStatus {
    private static final String CURRENT = """
            select holder, term, extract(epoch from expires_at)::float8 as expires_at, expires_at <= now() as expired,
                   extract(epoch from now() - acquired_at)::float8 as held_seconds,
                   extract(epoch from now() - progressed_at)::float8 as idle_seconds
              from leader_lease
             where job = $1
            """;

    private static final long STATEMENT_TIMEOUT_MILLIS = 2_000;

    private final Reads db;
    private final LongSupplier nanoTime;
    private final String job;
    private volatile Optional<Leader> last = Optional.empty();
    private volatile long lastChange;

    /**
     * @param nanoTime monotonic time
     * @param job the name of the lease
     */
    public LeaderStatus(Reads db, LongSupplier nanoTime, String job) {
        this.db = db;
        this.nanoTime = nanoTime;
        this.job = job;
    }

    /**
     * A leader.
     *
     * @param expiresAt by the clock of the database; each renewal changes it
     * @param idleSeconds the time since the job last made progress, or had nothing to do
     */
    public record Leader(
            String holder, long term, double expiresAt, boolean expired, double heldSeconds, double idleSeconds) {
        static Leader of(Row row) {
            return new Leader(
                    row.getString("holder"),
                    row.getLong("term"),
                    row.getDouble("expires_at"),
                    row.getBoolean("expired"),
                    row.getDouble("held_seconds"),
                    row.getDouble("idle_seconds"));
        }

        /** Whether the job made progress, or had nothing to do, since this leader was elected. */
        public boolean hasProgressed() {
            return idleSeconds <= heldSeconds;
        }

        private boolean hasRenewedSince(Leader before) {
            return term != before.term || expiresAt != before.expiresAt;
        }
    }

    /** Reads the leader; empty if the job never had one. */
    public Future<Optional<Leader>> refresh() {
        return db.find(CURRENT, Leader::of, job)
                .timeout(STATEMENT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(this::record);
    }

    private void record(Optional<Leader> current) {
        if (current.isEmpty() || last.isEmpty() || current.get().hasRenewedSince(last.get())) {
            lastChange = nanoTime.getAsLong();
        }
        last = current;
    }

    /** The leader as it was last read. */
    public Optional<Leader> last() {
        return last;
    }

    /**
     * Whether the lease has expired by the clock of the database, or has not been renewed for its lifetime by the clock
     * of this process: the clock of the database may have been set back.
     */
    public boolean isExpired() {
        return last.map(leader -> leader.expired || nanoTime.getAsLong() - lastChange > LeaderLease.DURATION.toNanos())
                .orElse(true);
    }
}
