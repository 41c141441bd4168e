package social.skein.events;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/**
 * Facts that become true at a time. Each is known by a key, by which it is moved to another time or called off. Any number
 * of processes may look for what is due: each fact is moved to the outbox by one of them, in one transaction.
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

    /** Has a fact told at a time; one of the same key is told then instead. */
    public Future<Void> schedule(Sql transaction, String key, Instant dueAt, Fact fact) {
        return transaction
                .update(UPSERT, key, dueAt.atOffset(ZoneOffset.UTC), FactCodec.encode(fact))
                .mapEmpty();
    }

    /** Has the fact of this key not told; changes nothing where there is none. */
    public Future<Void> cancel(Sql transaction, String key) {
        return transaction.update(DELETE, key).mapEmpty();
    }

    /** Tells what is due by now. */
    public Future<Void> publishDue() {
        return db.transaction(tx -> tx.list(DELETE_DUE, row -> FactCodec.decode(row.getString("payload")), BATCH_SIZE)
                        .compose(due -> appendAll(tx, due).map(due.size())))
                .compose(told -> told == BATCH_SIZE ? publishDue() : Future.succeededFuture());
    }

    /** In the order of their shards, which are locked one after the other: others who lock several do the same. */
    private Future<Void> appendAll(Sql tx, List<Fact> due) {
        Future<Void> told = Future.succeededFuture();
        for (Fact fact : due.stream()
                .sorted(Comparator.comparing(
                        fact -> SnowflakeIds.shard(fact.actor().value())))
                .toList()) {
            told = told.compose(before -> outbox.append(tx, fact));
        }
        return told;
    }
}
