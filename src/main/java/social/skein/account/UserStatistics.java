package social.skein.account;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.sql.Reads;

/** The numbers of users and statuses. A full scan of the accounts, so refreshed only every few minutes. */
public final class UserStatistics {
    private static final Logger LOG = LoggerFactory.getLogger(UserStatistics.class);
    private static final Duration TTL = Duration.ofMinutes(5);

    private static final String COUNT_ALL = """
            select (select count(*) from account
                     where suspended_at is null and confirmed_at is not null and approved_at is not null) as accounts,
                   coalesce(sum(statuses), 0)::bigint as statuses,
                   count(*) filter (where last_status_at > now() - interval '30 days') as month,
                   count(*) filter (where last_status_at > now() - interval '180 days') as half_year
              from account_counter
             where slot = 0
            """;

    private final Reads reads;
    private final AtomicReference<Counts> lastCounts = new AtomicReference<>(new Counts(0, 0, 0, 0));
    private final AtomicLong nextRefresh = new AtomicLong(System.nanoTime());

    public UserStatistics(Reads reads) {
        this.reads = reads;
    }

    /** Accounts, statuses, and the accounts active within the last 30 and 180 days. */
    public record Counts(long accounts, long statuses, long activeMonth, long activeHalfYear) {}

    /** The counts, at most some minutes old; the first call after that refreshes them and waits for the result. */
    public Future<Counts> counts() {
        long due = nextRefresh.get();
        long now = System.nanoTime();
        if (now - due < 0 || !nextRefresh.compareAndSet(due, now + TTL.toNanos())) {
            return Future.succeededFuture(lastCounts.get());
        }
        return reads.one(
                        COUNT_ALL,
                        row -> new Counts(
                                row.getLong("accounts"),
                                row.getLong("statuses"),
                                row.getLong("month"),
                                row.getLong("half_year")))
                .onSuccess(lastCounts::set)
                .recover(failure -> {
                    LOG.warn("Counting users failed; the last known counts are shown: {}", failure.getMessage());
                    return Future.succeededFuture(lastCounts.get());
                });
    }
}
