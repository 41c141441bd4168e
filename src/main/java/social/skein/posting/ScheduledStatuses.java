package social.skein.posting;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import social.skein.events.Fact;
import social.skein.events.ScheduledFacts;
import social.skein.http.Json;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.sql.Reads;
import social.skein.sql.Sql;
import social.skein.status.NewStatus;

/** What waits to be posted, and when. Each row has a fact on the agenda that says when its time has come. */
public final class ScheduledStatuses {
    static final int MAX_PENDING = 300;
    static final int MAX_PER_DAY = 25;
    private static final Duration MIN_LEAD_TIME = Duration.ofMinutes(5);

    /** Years have four digits on the wire. */
    private static final Instant MAX_DUE = Instant.parse("9999-12-31T00:00:00Z");

    private static final String INSERT = """
            insert into scheduled_status (id, account_id, due_at, params) values ($1, $2, $3, $4)
            """;

    private static final String BY_ID = """
            select id, account_id, due_at, params from scheduled_status where id = $1 and account_id = $2
            """;

    private static final String BY_ACCOUNT = """
            select id, account_id, due_at, params from scheduled_status where account_id = $4 and id > $1 and id < $2
            """;

    private static final String COUNT = """
            select count(*) as in_all, count(*) filter (where due_at >= $2 and due_at < $3) as that_day
              from scheduled_status where account_id = $1 and id <> $4
            """;

    private static final String UPDATE_DUE =
            "update scheduled_status set due_at = $3 where id = $1 and account_id = $2";

    private static final String DELETE = "delete from scheduled_status where id = $1 and account_id = $2";

    private static final String DELETE_IF_DUE = "delete from scheduled_status where id = $1 and due_at <= now()";

    private final Db db;
    private final ScheduledFacts scheduledFacts;
    private final IdempotencyKeys idempotencyKeys;

    public ScheduledStatuses(Db db, ScheduledFacts scheduledFacts, IdempotencyKeys idempotencyKeys) {
        this.db = db;
        this.scheduledFacts = scheduledFacts;
        this.idempotencyKeys = idempotencyKeys;
    }

    /** Puts a status aside until its time; the id is that of what was made under the same key before, where there is. */
    Future<StatusId> create(NewStatus status, ScheduledParams params, Instant due) {
        return db.transaction(tx -> tx.nextId(shard(status.author()))
                .map(StatusId::new)
                .compose(fresh -> claimKey(tx, status, fresh)
                        .compose(claimed -> claimed.equals(fresh)
                                ? insert(tx, new ScheduledStatus(fresh, status.author(), due, params))
                                : Future.succeededFuture(claimed))));
    }

    private Future<StatusId> claimKey(Sql tx, NewStatus status, StatusId newId) {
        return status.idempotencyKey()
                .map(key -> idempotencyKeys.claim(tx, status.author(), key, newId))
                .orElse(Future.succeededFuture(newId));
    }

    private Future<StatusId> insert(Sql tx, ScheduledStatus status) {
        return requireCapacity(tx, status)
                .compose(room -> tx.update(
                        INSERT,
                        status.id().value(),
                        status.author().value(),
                        status.due().atOffset(ZoneOffset.UTC),
                        Json.encode(status.params())))
                .compose(entered -> scheduleFact(tx, status))
                .map(status.id());
    }

    private Future<Void> scheduleFact(Sql tx, ScheduledStatus status) {
        Fact due = new Fact.StatusDue(status.id().value(), status.author());
        return scheduledFacts.schedule(tx, factKey(status.id()), status.due(), due);
    }

    /** How much somebody has waiting, in all and for one day. */
    private record PendingCounts(long total, long sameDay) {
        static PendingCounts of(Row row) {
            return new PendingCounts(row.getLong("in_all"), row.getLong("that_day"));
        }
    }

    /** The author's shard is held, so nobody fills the room in the meantime. */
    private static Future<Void> requireCapacity(Sql tx, ScheduledStatus status) {
        Instant day = status.due().truncatedTo(ChronoUnit.DAYS);
        return tx.one(
                        COUNT,
                        PendingCounts::of,
                        status.author().value(),
                        day.atOffset(ZoneOffset.UTC),
                        day.plus(1, ChronoUnit.DAYS).atOffset(ZoneOffset.UTC),
                        status.id().value())
                .compose(others -> {
                    if (others.total() >= MAX_PENDING) {
                        return Future.failedFuture(
                                invalid("At most " + MAX_PENDING + " statuses can wait to be posted"));
                    }
                    return others.sameDay() < MAX_PER_DAY
                            ? Future.succeededFuture()
                            : Future.failedFuture(
                                    invalid("At most " + MAX_PER_DAY + " statuses can be scheduled for the same day"));
                });
    }

    /** Whether a time is far enough ahead, and near enough to be written down. */
    static Instant validateDue(Instant due) {
        if (due.isBefore(Instant.now().plus(MIN_LEAD_TIME)) || due.isAfter(MAX_DUE)) {
            throw invalid("scheduled_at should be at least " + MIN_LEAD_TIME.toMinutes() + " minutes ahead");
        }
        return due.truncatedTo(ChronoUnit.MILLIS);
    }

    Future<Optional<ScheduledStatus>> find(AccountId author, StatusId id) {
        return find(db.readOnly(), author, id);
    }

    private static Future<Optional<ScheduledStatus>> find(Reads reads, AccountId author, StatusId id) {
        return reads.find(BY_ID, ScheduledStatuses::of, id.value(), author.value());
    }

    /** What somebody has waiting, what was written last first. */
    Future<Page<ScheduledStatus>> byAccount(AccountId author, PageRequest window) {
        return db.readOnly()
                .page(
                        BY_ACCOUNT,
                        window,
                        ScheduledStatuses::of,
                        status -> status.id().value(),
                        author.value());
    }

    /** Has a status posted at another time. */
    Future<ScheduledStatus> reschedule(AccountId author, StatusId id, Instant due) {
        return db.transaction(tx -> tx.nextId(shard(author))
                .compose(held -> find(tx, author, id))
                .map(found -> found.orElseThrow(Problem.NotFound::new))
                .map(before -> new ScheduledStatus(id, author, due, before.params()))
                .compose(moved -> requireCapacity(tx, moved)
                        .compose(
                                room -> tx.update(UPDATE_DUE, id.value(), author.value(), due.atOffset(ZoneOffset.UTC)))
                        .compose(done -> scheduleFact(tx, moved))
                        .map(moved)));
    }

    /** Has a status not posted; a {@link Problem.NotFound} where there is none, for it may be posted by now. */
    Future<Void> cancel(AccountId author, StatusId id) {
        return db.transaction(tx -> tx.nextId(shard(author))
                .compose(held -> tx.update(DELETE, id.value(), author.value()))
                .compose(struck -> struck == 0
                        ? Future.failedFuture(new Problem.NotFound())
                        : scheduledFacts.cancel(tx, factKey(id))));
    }

    /**
     * Takes a status off the schedule in the transaction that posts it, and says whether it was still there and due: a fact
     * may be told twice, or just before its status is moved. Its key answers with what was posted from now on.
     */
    Future<Boolean> takeIfDue(Sql transaction, ScheduledStatus status, StatusId postedId) {
        return transaction
                .update(DELETE_IF_DUE, status.id().value())
                .compose(taken -> idempotencyKeys
                        .repoint(transaction, status.author(), status.id(), postedId)
                        .map(taken > 0));
    }

    private static ScheduledStatus of(Row row) {
        return new ScheduledStatus(
                new StatusId(row.getLong("id")),
                new AccountId(row.getLong("account_id")),
                row.getOffsetDateTime("due_at").toInstant(),
                Json.decode(row.getString("params"), ScheduledParams.class).orElseThrow());
    }

    private static String factKey(StatusId id) {
        return "scheduled:" + id;
    }

    private static int shard(AccountId author) {
        return SnowflakeIds.shard(author.value());
    }

    private static Problem invalid(String reason) {
        return new Problem.Invalid("Validation failed: " + reason);
    }
}
