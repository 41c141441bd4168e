package social.skein.events;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import social.skein.model.Ids;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/**
 * Facts that become true at a time. Each is known by a key, by which it is moved to another time or called off. Any number
 * of processes may look for what is due: each fact is moved to the outbox by one of them, in one transaction.
 */
public final class Agenda {
    private static final String ENTER = """
            insert into scheduled_fact (key, due_at, payload) values ($1, $2, $3)
            on conflict (key) do update set due_at = excluded.due_at, payload = excluded.payload
            """;

    private static final String STRIKE = "delete from scheduled_fact where key = $1";

    private static final String TAKE_DUE = """
            delete from scheduled_fact
             where key in (select key from scheduled_fact where due_at <= now()
                            order by due_at limit $1 for update skip locked)
            returning payload
            """;

    private static final int AT_ONCE = 100;

    private final Db db;
    private final Outbox outbox;

    public Agenda(Db db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** Has a fact told at a time; one of the same key is told then instead. */
    public Future<Void> enter(Sql transaction, String key, Instant due, Fact fact) {
        return transaction
                .update(ENTER, key, due.atOffset(ZoneOffset.UTC), Facts.write(fact))
                .mapEmpty();
    }

    /** Has the fact of this key not told; changes nothing where there is none. */
    public Future<Void> strike(Sql transaction, String key) {
        return transaction.update(STRIKE, key).mapEmpty();
    }

    /** Tells what is due by now. */
    public Future<Void> tellDue() {
        return db.transaction(tx -> tx.list(TAKE_DUE, row -> Facts.read(row.getString("payload")), AT_ONCE)
                        .compose(due -> tell(tx, due).map(due.size())))
                .compose(told -> told == AT_ONCE ? tellDue() : Future.succeededFuture());
    }

    /** In the order of their shards, which are locked one after the other: others who lock several do the same. */
    private Future<Void> tell(Sql tx, List<Fact> due) {
        Future<Void> told = Future.succeededFuture();
        for (Fact fact : due.stream()
                .sorted(Comparator.comparing(fact -> Ids.shard(fact.actor().value())))
                .toList()) {
            told = told.compose(before -> outbox.append(tx, fact));
        }
        return told;
    }
}
