package social.skein.events;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/**
 * Facts to be published at a given time. Each has a key, by which it can be rescheduled or cancelled. Any number of
 * processes may poll for due facts: each fact is moved to the outbox by one of them, in one transaction.
 */
public final class ScheduledFacts {
    private static final String UPSERT = """
            insert into scheduled_fact (key, due_at, payload) values ($1, $2, $3)
            on conflict (key) do update set due_at = excluded.due_at, payload = excluded.payload
            """;

    private static final String DELETE = "delete from scheduled_fact where key = $1";

    private static final String DELETE_DUE = """
            delete from scheduled_fact
             where key in (select key from scheduled_fact where due_at <= now()
                            order by due_at limit $1 for update skip locked)
            returning payload
            """;

    private static final int BATCH_SIZE = 100;

    private final Db db;
    private final Outbox outbox;

    public ScheduledFacts(Db db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** Schedules a fact, in place of an earlier one with the same key. */
    public Future<Void> schedule(Transaction transaction, String key, Instant dueAt, Fact fact) {
        return transaction
                .update(UPSERT, key, dueAt.atOffset(ZoneOffset.UTC), FactCodec.encode(fact))
                .mapEmpty();
    }

    /** Cancels the fact with this key, if there is one. */
    public Future<Void> cancel(Transaction transaction, String key) {
        return transaction.update(DELETE, key).mapEmpty();
    }

    /** Moves all facts that are due to the outbox. */
    public Future<Void> publishDue() {
        return db.transaction(tx -> tx.list(DELETE_DUE, row -> FactCodec.decode(row.getString("payload")), BATCH_SIZE)
                        .compose(due -> appendAll(tx, due).map(due.size())))
                .compose(published -> published == BATCH_SIZE ? publishDue() : Future.succeededFuture());
    }

    /** Appends in the order of the shards: every transaction that locks several shards locks them in this order. */
    private Future<Void> appendAll(Transaction tx, List<Fact> due) {
        Future<Void> appended = Future.succeededFuture();
        for (Fact fact : due.stream()
                .sorted(Comparator.comparing(
                        fact -> SnowflakeIds.shard(fact.actor().value())))
                .toList()) {
            appended = appended.compose(previous -> outbox.append(tx, fact));
        }
        return appended;
    }
}
