package social.skein.events;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import social.skein.cluster.HintBus;
import social.skein.context.Trace;
import social.skein.model.SnowflakeIds;
import social.skein.sql.LeaderLease;
import social.skein.sql.Sql;
import social.skein.sql.Writes;

/**
 * The table of facts that have not been delivered yet. A fact is appended in the transaction that causes it and deleted
 * once Kafka has it or, without Kafka, once every role has finished it. Its id comes from the actor's shard, whose row
 * stays locked until the commit: a reader that sees a fact sees all earlier ones of that actor, so reading in id order
 * skips none, even if transactions overlap.
 */
public final class Outbox {
    /** The job of the process that moves facts out of the outbox. */
    public static final String RELAY = "relay";

    private static final String APPEND = """
            insert into outbox (id, topic, actor_id, payload, trace)
            values (coalesce($6, next_id($1)), $2, $3, $4, $5)
            """;

    private static final String OLDEST = """
            select id, topic, actor_id, payload, trace, coalesce(target_role, '') as target_role
              from outbox
             order by id
             limit $1
            """;

    private static final String OLDEST_EXCEPT = """
            select id, topic, actor_id, payload, trace, coalesce(target_role, '') as target_role
              from outbox
             where id <> all($1)
             order by id
             limit $2
            """;

    /** Deletes nothing if another process leads; until the end of the statement no other process can start to. */
    private static final String DELETE = """
            with leader as (select term from leader_lease where job = 'relay' and term = $2 for share)
            delete from outbox where id = any($1) and exists (select from leader)
            """;

    private static final String BACKLOG = """
            select count(*) as depth, coalesce(extract(epoch from now() - min(created_at)), 0)::float8 as age
              from outbox
             where topic = any($1)
            """;

    private final Sql sql;
    private final HintBus hints;

    public Outbox(Sql sql, HintBus hints) {
        this.sql = sql;
        this.hints = hints;
    }

    /** A row of the outbox. */
    record OutboxEntry(long id, String topic, long actor, String payload, String trace, String onlyRole) {
        static OutboxEntry of(Row row) {
            return new OutboxEntry(
                    row.getLong("id"),
                    row.getString("topic"),
                    row.getLong("actor_id"),
                    row.getString("payload"),
                    row.getString("trace"),
                    row.getString("target_role"));
        }
    }

    /**
     * Appends a fact in the transaction that causes it. After the commit a hint goes to the relay and to all caches
     * that the fact makes stale.
     */
    public Future<Void> append(Writes transaction, Fact fact) {
        transaction.afterCommit(() -> hints.publish(Fact.HINT, fact));
        int shard = SnowflakeIds.shard(fact.actor().value());
        return transaction
                .update(
                        APPEND,
                        shard,
                        fact.topic().toString(),
                        fact.actor().value(),
                        FactCodec.encode(fact),
                        Trace.current().map(Trace::toString).orElse(""),
                        transaction.takeSpareId(shard).orElse(null))
                .mapEmpty();
    }

    Future<List<OutboxEntry>> oldest(LeaderLease.Leadership leadership, int limit) {
        return leadership.sql().list(OLDEST, OutboxEntry::of, limit);
    }

    /** The oldest entries, except those with the given ids. */
    Future<List<OutboxEntry>> oldestExcept(LeaderLease.Leadership leadership, Collection<Long> ids, int limit) {
        return leadership.sql().list(OLDEST_EXCEPT, OutboxEntry::of, ids.toArray(Long[]::new), limit);
    }

    /** Removes the entries, without a statement if there are none; fails if another process leads. */
    Future<Void> remove(LeaderLease.Leadership leadership, List<OutboxEntry> entries) {
        return entries.isEmpty()
                ? Future.succeededFuture()
                : leadership
                        .sql()
                        .update(DELETE, entries.stream().map(OutboxEntry::id).toArray(Long[]::new), leadership.term())
                        .compose(deleted ->
                                deleted == entries.size() ? Future.succeededFuture() : leadership.failLost());
    }

    /** Calls {@code listener} after any process has appended facts, once for several. Calls may be lost. */
    Future<Void> onAppend(Runnable listener) {
        return hints.subscribeCoalesced(Fact.HINT, listener);
    }

    /** All facts in the outbox. */
    public Future<Backlog> backlog() {
        return backlog(List.of(Topic.values()));
    }

    /** The facts of some topics in the outbox. */
    Future<Backlog> backlog(Collection<Topic> topics) {
        return sql.one(BACKLOG, row -> new Backlog(row.getLong("depth"), row.getDouble("age")), (Object)
                topics.stream().map(Topic::toString).toArray(String[]::new));
    }
}
