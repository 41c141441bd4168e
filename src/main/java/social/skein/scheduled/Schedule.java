package social.skein.scheduled;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import social.skein.events.Agenda;
import social.skein.events.Fact;
import social.skein.http.Json;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.Page;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.Window;
import social.skein.sql.Db;
import social.skein.sql.Reads;
import social.skein.sql.Sql;
import social.skein.status.IdempotencyKeys;
import social.skein.status.NewStatus;

/** What waits to be posted, and when. Each row has a fact on the agenda that says when its time has come. */
public final class Schedule {
    static final int MOST = 300;
    static final int MOST_A_DAY = 25;
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** Years have four digits on the wire. */
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private static final String ENTER = """
            insert into scheduled_status (id, account_id, due_at, asked) values ($1, $2, $3, $4)
            """;

    private static final String ONE = """
            select id, account_id, due_at, asked from scheduled_status where id = $1 and account_id = $2
            """;

    private static final String OF_ACCOUNT = """
            select id, account_id, due_at, asked from scheduled_status where account_id = $4 and id > $1 and id < $2
            """;

    private static final String COUNT = """
            select count(*) as in_all, count(*) filter (where due_at >= $2 and due_at < $3) as that_day
              from scheduled_status where account_id = $1 and id <> $4
            """;

    private static final String MOVE = "update scheduled_status set due_at = $3 where id = $1 and account_id = $2";

    private static final String STRIKE = "delete from scheduled_status where id = $1 and account_id = $2";

    private static final String TAKE_DUE = "delete from scheduled_status where id = $1 and due_at <= now()";

    private final Db db;
    private final Agenda agenda;
    private final IdempotencyKeys keys;

    public Schedule(Db db, Agenda agenda, IdempotencyKeys keys) {
        this.db = db;
        this.agenda = agenda;
        this.keys = keys;
    }

    /** Puts a status aside until its time; the id is that of what was made under the same key before, where there is. */
    Future<StatusId> enter(NewStatus status, Asked asked, Instant due) {
        return db.transaction(tx -> tx.nextId(shard(status.author()))
                .map(StatusId::new)
                .compose(fresh -> claim(tx, status, fresh)
                        .compose(claimed -> claimed.equals(fresh)
                                ? enter(tx, new ScheduledStatus(fresh, status.author(), due, asked))
                                : Future.succeededFuture(claimed))));
    }

    private Future<StatusId> claim(Sql tx, NewStatus status, StatusId fresh) {
        return status.idempotencyKey()
                .map(key -> keys.claim(tx, status.author(), key, fresh))
                .orElse(Future.succeededFuture(fresh));
    }

    private Future<StatusId> enter(Sql tx, ScheduledStatus status) {
        return room(tx, status)
                .compose(room -> tx.update(
                        ENTER,
                        status.id().value(),
                        status.author().value(),
                        status.due().atOffset(ZoneOffset.UTC),
                        Json.text(status.asked())))
                .compose(entered -> announce(tx, status))
                .map(status.id());
    }

    private Future<Void> announce(Sql tx, ScheduledStatus status) {
        Fact due = new Fact.StatusDue(status.id().value(), status.author());
        return agenda.enter(tx, key(status.id()), status.due(), due);
    }

    /** How much somebody has waiting, in all and for one day. */
    private record Waiting(long inAll, long thatDay) {
        static Waiting of(Row row) {
            return new Waiting(row.getLong("in_all"), row.getLong("that_day"));
        }
    }

    /** The author's shard is held, so nobody fills the room in the meantime. */
    private static Future<Void> room(Sql tx, ScheduledStatus status) {
        Instant day = status.due().truncatedTo(ChronoUnit.DAYS);
        return tx.one(
                        COUNT,
                        Waiting::of,
                        status.author().value(),
                        day.atOffset(ZoneOffset.UTC),
                        day.plus(1, ChronoUnit.DAYS).atOffset(ZoneOffset.UTC),
                        status.id().value())
                .compose(others -> {
                    if (others.inAll() >= MOST) {
                        return Future.failedFuture(invalid("At most " + MOST + " statuses can wait to be posted"));
                    }
                    return others.thatDay() < MOST_A_DAY
                            ? Future.succeededFuture()
                            : Future.failedFuture(
                                    invalid("At most " + MOST_A_DAY + " statuses can be scheduled for the same day"));
                });
    }

    /** Whether a time is far enough ahead, and near enough to be written down. */
    static Instant checked(Instant due) {
        if (due.isBefore(Instant.now().plus(AHEAD)) || due.isAfter(END)) {
            throw invalid("scheduled_at should be at least " + AHEAD.toMinutes() + " minutes ahead");
        }
        return due.truncatedTo(ChronoUnit.MILLIS);
    }

    Future<Optional<ScheduledStatus>> find(AccountId author, StatusId id) {
        return find(db.reading(), author, id);
    }

    private static Future<Optional<ScheduledStatus>> find(Reads reads, AccountId author, StatusId id) {
        return reads.find(ONE, Schedule::of, id.value(), author.value());
    }

    /** What somebody has waiting, what was written last first. */
    Future<Page<ScheduledStatus>> ofAccount(AccountId author, Window window) {
        return db.reading()
                .page(OF_ACCOUNT, window, Schedule::of, status -> status.id().value(), author.value());
    }

    /** Has a status posted at another time. */
    Future<ScheduledStatus> move(AccountId author, StatusId id, Instant due) {
        return db.transaction(tx -> tx.nextId(shard(author))
                .compose(held -> find(tx, author, id))
                .map(found -> found.orElseThrow(Problem.NotFound::new))
                .map(before -> new ScheduledStatus(id, author, due, before.asked()))
                .compose(moved -> room(tx, moved)
                        .compose(room -> tx.update(MOVE, id.value(), author.value(), due.atOffset(ZoneOffset.UTC)))
                        .compose(done -> announce(tx, moved))
                        .map(moved)));
    }

    /** Has a status not posted; a {@link Problem.NotFound} where there is none, for it may be posted by now. */
    Future<Void> strike(AccountId author, StatusId id) {
        return db.transaction(tx -> tx.nextId(shard(author))
                .compose(held -> tx.update(STRIKE, id.value(), author.value()))
                .compose(struck ->
                        struck == 0 ? Future.failedFuture(new Problem.NotFound()) : agenda.strike(tx, key(id))));
    }

    /**
     * Takes a status off the schedule in the transaction that posts it, and says whether it was still there and due: a fact
     * may be told twice, or just before its status is moved. Its key answers with what was posted from now on.
     */
    Future<Boolean> take(Sql transaction, ScheduledStatus status, StatusId posted) {
        return transaction
                .update(TAKE_DUE, status.id().value())
                .compose(taken -> keys.passOn(transaction, status.author(), status.id(), posted)
                        .map(taken > 0));
    }

    private static ScheduledStatus of(Row row) {
        return new ScheduledStatus(
                new StatusId(row.getLong("id")),
                new AccountId(row.getLong("account_id")),
                row.getOffsetDateTime("due_at").toInstant(),
                Json.read(row.getString("asked"), Asked.class).orElseThrow());
    }

    private static String key(StatusId id) {
        return "scheduled:" + id;
    }

    private static int shard(AccountId author) {
        return Ids.shard(author.value());
    }

    private static Problem invalid(String why) {
        return new Problem.Invalid("Validation failed: " + why);
    }
}
