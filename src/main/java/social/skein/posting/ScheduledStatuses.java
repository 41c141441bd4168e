package social.skein.posting;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import social.skein.events.Fact;
import social.skein.events.ScheduledFacts;
import social.skein.http.Json;
import social.skein.http.PublicUrl;
import social.skein.media.Attachments;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.sql.Reads;
import social.skein.sql.Transaction;
import social.skein.status.NewStatus;

/** The scheduled statuses. Each row has a scheduled fact, {@link Fact.StatusDue}, that is published when it is due. */
public final class ScheduledStatuses {
    static final int MAX_PENDING = 300;
    static final int MAX_PER_DAY = 25;
    private static final Duration MIN_LEAD_TIME = Duration.ofMinutes(5);

    /** Times on the wire have years of four digits. */
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
            select count(*) as total, count(*) filter (where due_at >= $2 and due_at < $3) as same_day
              from scheduled_status where account_id = $1 and id <> $4
            """;

    private static final String UPDATE_DUE =
            "update scheduled_status set due_at = $3 where id = $1 and account_id = $2";

    private static final String DELETE = "delete from scheduled_status where id = $1 and account_id = $2";

    private static final String DELETE_IF_DUE = "delete from scheduled_status where id = $1 and due_at <= now()";

    private final Db db;
    private final ScheduledFacts scheduledFacts;
    private final IdempotencyKeys idempotencyKeys;
    private final Attachments attachments;
    private final PublicUrl origin;

    public ScheduledStatuses(
            Db db,
            ScheduledFacts scheduledFacts,
            IdempotencyKeys idempotencyKeys,
            Attachments attachments,
            PublicUrl origin) {
        this.origin = origin;
        this.attachments = attachments;
        this.db = db;
        this.scheduledFacts = scheduledFacts;
        this.idempotencyKeys = idempotencyKeys;
    }

    /** Schedules a status, or returns the one already posted or scheduled under the same idempotency key. */
    Future<StatusId> create(NewStatus newStatus, ScheduledParams params, Instant due) {
        AccountId author = newStatus.author();
        return db.inShardOf(
                author,
                (tx, id) -> insertOrFind(tx, newStatus, new ScheduledStatus(new StatusId(id), author, due, params)));
    }

    private Future<StatusId> insertOrFind(Transaction tx, NewStatus newStatus, ScheduledStatus status) {
        return idempotencyKeys
                .claim(tx, newStatus, status.id())
                .compose(claimed -> claimed.equals(status.id())
                        ? attachments
                                .attach(tx, status.author(), status.id(), newStatus.media())
                                .compose(attached -> insert(tx, status))
                        : Future.succeededFuture(claimed));
    }

    private Future<StatusId> insert(Transaction tx, ScheduledStatus status) {
        return requireCapacity(tx, status)
                .compose(checked -> tx.update(
                        INSERT,
                        status.id().value(),
                        status.author().value(),
                        status.due().atOffset(ZoneOffset.UTC),
                        Json.encode(status.params())))
                .compose(inserted -> scheduleFact(tx, status))
                .map(status.id());
    }

    private Future<Void> scheduleFact(Transaction tx, ScheduledStatus status) {
        Fact due = new Fact.StatusDue(status.id().value(), status.author());
        return scheduledFacts.schedule(tx, factKey(status.id()), status.due(), due);
    }

    /** The number of an author's other scheduled statuses, in all and on the same day. */
    private record PendingCounts(long total, long sameDay) {
        static PendingCounts of(Row row) {
            return new PendingCounts(row.getLong("total"), row.getLong("same_day"));
        }
    }

    /** The transaction holds the author's shard, so the counts cannot change before the insert. */
    private static Future<Void> requireCapacity(Transaction tx, ScheduledStatus status) {
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
                                invalid("You have exceeded the limit of " + MAX_PENDING + " scheduled posts"));
                    }
                    return others.sameDay() < MAX_PER_DAY
                            ? Future.succeededFuture()
                            : Future.failedFuture(invalid("You have exceeded the limit of " + MAX_PER_DAY
                                    + " scheduled posts for the same day"));
                });
    }

    /** The time in whole milliseconds, if it is far enough ahead and has a year of four digits. */
    static Instant validateDue(Instant due) {
        if (due.isBefore(Instant.now().plus(MIN_LEAD_TIME)) || due.isAfter(MAX_DUE)) {
            throw invalid("Scheduled at The scheduled date must be in the future: at least " + MIN_LEAD_TIME.toMinutes()
                    + " minutes ahead");
        }
        return due.truncatedTo(ChronoUnit.MILLIS);
    }

    Future<Optional<ScheduledStatus>> find(AccountId author, StatusId id) {
        return find(db.readOnly(), author, id);
    }

    private static Future<Optional<ScheduledStatus>> find(Reads reads, AccountId author, StatusId id) {
        return reads.find(BY_ID, ScheduledStatuses::toScheduledStatus, id.value(), author.value());
    }

    /** An author's scheduled statuses, the newest first. */
    Future<Page<ScheduledStatus>> byAccount(AccountId author, PageRequest window) {
        return db.readOnly()
                .page(
                        BY_ACCOUNT,
                        window,
                        ScheduledStatuses::toScheduledStatus,
                        status -> status.id().value(),
                        author.value());
    }

    /** The views of scheduled statuses of one author. */
    Future<List<ScheduledStatus.ScheduledStatusView>> views(AccountId author, List<ScheduledStatus> statuses) {
        List<StatusId> ids = statuses.stream().map(ScheduledStatus::id).toList();
        return Attachments.byStatuses(db.readOnly(), author, ids)
                .map(media -> statuses.stream()
                        .map(status -> status.toView(media.getOrDefault(status.id(), List.of()), origin))
                        .toList());
    }

    /** The view of one scheduled status. */
    Future<ScheduledStatus.ScheduledStatusView> view(ScheduledStatus status) {
        return views(status.author(), List.of(status)).map(views -> views.get(0));
    }

    /** Moves a scheduled status to another time. */
    Future<ScheduledStatus> reschedule(AccountId author, StatusId id, Instant due) {
        return db.inShardOf(
                author,
                (tx, unused) -> find(tx, author, id)
                        .map(found -> found.orElseThrow(Problem.NotFound::new).at(due))
                        .compose(moved -> updateDue(tx, moved).map(moved)));
    }

    private Future<Void> updateDue(Transaction tx, ScheduledStatus moved) {
        return requireCapacity(tx, moved)
                .compose(checked -> tx.update(
                        UPDATE_DUE,
                        moved.id().value(),
                        moved.author().value(),
                        moved.due().atOffset(ZoneOffset.UTC)))
                .compose(updated -> scheduleFact(tx, moved));
    }

    /** Cancels a scheduled status; a {@link Problem.NotFound} if there is none, as after it was posted. */
    Future<Void> cancel(AccountId author, StatusId id) {
        return db.inShardOf(
                author,
                (tx, unused) -> tx.update(DELETE, id.value(), author.value())
                        .compose(deleted -> deleted == 0
                                ? Future.failedFuture(new Problem.NotFound())
                                : attachments
                                        .detach(tx, author, List.of(id))
                                        .compose(detached -> scheduledFacts.cancel(tx, factKey(id)))));
    }

    /**
     * Deletes a scheduled status in the transaction that posts it, and returns whether it was there and due: the fact
     * may be delivered twice, or just before the status is moved. Its idempotency key then answers with the posted
     * status.
     */
    Future<Boolean> takeIfDue(Transaction transaction, ScheduledStatus status, StatusId postedId) {
        return transaction
                .update(DELETE_IF_DUE, status.id().value())
                .compose(taken -> taken == 0
                        ? Future.succeededFuture(false)
                        : idempotencyKeys
                                .repoint(transaction, status.author(), status.id(), postedId)
                                .compose(moved -> attachments.move(transaction, status.author(), status.id(), postedId))
                                .map(true));
    }

    private static ScheduledStatus toScheduledStatus(Row row) {
        return new ScheduledStatus(
                new StatusId(row.getLong("id")),
                new AccountId(row.getLong("account_id")),
                row.getOffsetDateTime("due_at").toInstant(),
                Json.decode(row.getString("params"), ScheduledParams.class).orElseThrow());
    }

    private static String factKey(StatusId id) {
        return "scheduled:" + id;
    }

    private static Problem invalid(String reason) {
        return new Problem.Invalid("Validation failed: " + reason);
    }
}
