package social.skein.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.Problem;

/**
 * Elects the one process that does a job: the holder of a row of {@code leader_lease}, which expires by the clock of
 * the database unless its holder renews it. Each acquisition has a higher term. The statements of the job check the
 * term, so that those of an earlier holder have no effect, however late they arrive. Runs on one event loop.
 */
public final class LeaderLease {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderLease.class);

    /** The lifetime in the statements: a frozen or dead leader is replaced after it and one attempt of a standby. */
    public static final Duration DURATION = Duration.ofSeconds(6);

    private static final long RENEWAL_MILLIS = 1_500;

    /** A statement that takes longer failed: the next one may reach the database by another connection. */
    private static final long STATEMENT_TIMEOUT_MILLIS = 3_000;

    /** The interval at which a leader that keeps failing lets the other processes try. */
    private static final Duration FAILURE_RELEASE_INTERVAL = Duration.ofSeconds(30);

    /** During an upgrade the relay of the previous version, which holds an advisory lock, has precedence. */
    private static final String NO_PREVIOUS_VERSION = """
            not exists (select from pg_locks
                         where locktype = 'advisory' and classid = 115 and objid = 1801808238 and granted
                           and database = (select oid from pg_database where datname = current_database()))
            """;

    /**
     * Terms follow the clock, so that they also increase after an older backup of the database has been restored. A
     * change of the leader is no progress: the job may stand still however often its leader changes.
     */
    private static final String ACQUIRE = """
            insert into leader_lease as lease (job, holder, term, acquired_at, expires_at, progressed_at)
            select $1, $2, (extract(epoch from now()) * 1000)::bigint, now(), now() + interval '6 s', now()
             where
            """ + NO_PREVIOUS_VERSION + """
            on conflict (job) do update
               set holder = excluded.holder, term = greatest(lease.term + 1, excluded.term),
                   acquired_at = excluded.acquired_at, expires_at = excluded.expires_at,
                   progressed_at = case when lease.expires_at > now() - interval '15 s' then lease.progressed_at
                                        else excluded.progressed_at end
             where lease.expires_at <= now() or lease.term = $3
            returning term
            """;

    private static final String RENEW = """
            update leader_lease
               set expires_at = now() + interval '6 s',
                   progressed_at = case when $3 then now() else progressed_at end
             where job = $1 and term = $2 and
            """ + NO_PREVIOUS_VERSION;

    private static final String RELEASE = "update leader_lease set expires_at = now() where job = $1 and term = $2";

    private final Vertx vertx;
    private final Db db;
    private final LongSupplier nanoTime;
    private final LeaderName name;
    private final LeaderStatus status;
    private Optional<Leadership> leadership = Optional.empty();
    private long formerTerm;
    private long timer;
    private OptionalLong failedAt = OptionalLong.empty();

    /**
     * @param db has connections that nothing else uses, so that overload does not delay a renewal
     * @param nanoTime monotonic time, which also passes while the process is frozen
     */
    public LeaderLease(Vertx vertx, Db db, LongSupplier nanoTime, LeaderName name) {
        this.vertx = vertx;
        this.db = db;
        this.nanoTime = nanoTime;
        this.name = name;
        this.status = new LeaderStatus(db, nanoTime, name.job());
    }

    /**
     * The job of a lease, and the name of this process as operators know it.
     *
     * @param job such as "relay"
     */
    public record LeaderName(String job, String process) {}

    /** The right to do the job, from an acquisition until it expires. */
    public final class Leadership {
        private final long term;
        private final AtomicBoolean progressed = new AtomicBoolean();
        private volatile long validUntil;
        private volatile boolean lost;

        private Leadership(long term, long validUntil) {
            this.term = term;
            this.validUntil = validUntil;
        }

        /** The statements of the job; each must check the {@link #term}. */
        public Sql sql() {
            return db;
        }

        /** The fencing token: higher than that of every earlier leader. */
        public long term() {
            return term;
        }

        /** Whether no other process can hold the lease yet. Once false, it stays false. */
        public boolean isValid() {
            if (!lost && nanoTime.getAsLong() - validUntil >= 0) {
                lost = true;
            }
            return !lost;
        }

        /** Fails once another process may hold the lease. */
        public Future<Void> check() {
            return isValid() ? Future.succeededFuture() : failLost();
        }

        /** The result of a statement that found another term. */
        public <T> Future<T> failLost() {
            lost = true;
            return Future.failedFuture(new Problem.Unavailable("The lease of the " + name.job + " has expired"));
        }

        private void extend(boolean renewed, long until) {
            if (renewed && isValid()) {
                validUntil = until;
            } else {
                lost = true;
            }
        }

        /** Records that the job advances or has nothing to do; the other processes see it. */
        public void reportProgress() {
            progressed.set(true);
        }
    }

    /** The leadership, which is acquired if it is free; empty while another process has it. */
    public Future<Optional<Leadership>> tryAcquire() {
        if (leadership.isPresent()) {
            return leadership.get().check().map(leadership);
        }
        return status.refresh()
                .recover(PgErrors::<Optional<LeaderStatus.Leader>>toProblem)
                .compose(leader -> leader.filter(this::isInOffice).isPresent()
                        ? Future.succeededFuture(Optional.empty())
                        : acquire(leader.map(LeaderStatus.Leader::term).orElse(0L)));
    }

    /** An own former term ends at once; that of another process when its lease expires. */
    private boolean isInOffice(LeaderStatus.Leader leader) {
        return leader.term() != formerTerm && !status.isExpired();
    }

    private Future<Optional<Leadership>> acquire(long replacedTerm) {
        long validUntil = nextExpiry();
        return db.find(ACQUIRE, row -> row.getLong("term"), name.job, name.process, replacedTerm)
                .timeout(STATEMENT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .recover(PgErrors::toProblem)
                .map(term -> term.map(acquired -> new Leadership(acquired, validUntil)))
                .onSuccess(acquired -> {
                    leadership = acquired;
                    acquired.ifPresent(held -> scheduleRenewal());
                });
    }

    /** Counts from before the statement is sent, so that the process stops before the database lets another start. */
    private long nextExpiry() {
        return nanoTime.getAsLong() + DURATION.toNanos();
    }

    private void scheduleRenewal() {
        timer = vertx.setTimer(RENEWAL_MILLIS, due -> leadership.ifPresent(this::renew));
    }

    private void renew(Leadership held) {
        long validUntil = nextExpiry();
        db.update(RENEW, name.job, held.term, held.progressed.getAndSet(false))
                .timeout(STATEMENT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .onSuccess(rows -> held.extend(rows == 1, validUntil))
                .onFailure(failure -> LOG.debug("The lease of the {} was not renewed", name.job, failure))
                .onComplete(done -> {
                    if (held.isValid()) {
                        scheduleRenewal();
                    }
                });
    }

    /**
     * Gives the leadership up after a failure, because another process may succeed. Not more than once in 30 s: while
     * all fail, as without Kafka, the leader does not change after each attempt.
     */
    public Future<Void> releaseAfterFailure() {
        long now = nanoTime.getAsLong();
        boolean releasedLately =
                failedAt.isPresent() && now - failedAt.getAsLong() < FAILURE_RELEASE_INTERVAL.toNanos();
        if (releasedLately && leadership.filter(Leadership::isValid).isPresent()) {
            return Future.succeededFuture();
        }
        failedAt = OptionalLong.of(now);
        return release();
    }

    /** The process that has the leadership and makes progress, if it is not this one; as of the last attempt. */
    public Optional<String> otherWorkingLeader() {
        return leadership.isPresent()
                ? Optional.empty()
                : status.last()
                        .filter(this::isInOffice)
                        .filter(LeaderStatus.Leader::hasProgressed)
                        .map(LeaderStatus.Leader::holder);
    }

    /** Gives the leadership up, so that another process can have it at once. */
    public Future<Void> release() {
        vertx.cancelTimer(timer);
        Optional<Leadership> released = leadership;
        leadership = Optional.empty();
        if (released.isEmpty()) {
            return Future.succeededFuture();
        }
        Leadership former = released.get();
        former.lost = true;
        formerTerm = former.term;
        return db.update(RELEASE, name.job, former.term)
                .timeout(STATEMENT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .mapEmpty();
    }
}
