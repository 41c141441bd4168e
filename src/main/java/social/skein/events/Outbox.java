package social.skein.events;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import social.skein.cluster.HintBus;
import social.skein.context.Trace;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Sql;
import social.skein.sql.Writes;

/**
 * Facts on their way to the roles. They are appended in the transaction that makes them true and deleted once the broker has
 * them, or once every role is done with them where there is no Kafka. The id is drawn from the actor's shard, whose row stays
 * locked until the commit, so whoever sees a fact sees all earlier ones of that actor: reading by id skips nothing, however
 * transactions overlap.
 */
public final class Outbox {
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

    private static final String DELETE = "delete from outbox where id = any($1)";

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

    /** A fact as it lies in the outbox. */
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
     * Appends a fact to the transaction that makes it true. Once it is, whoever keeps in memory what it changes is told by a
     * hint, and so is the relay.
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

    Future<List<OutboxEntry>> oldest(Sql leaderSql, int limit) {
        return leaderSql.list(OLDEST, OutboxEntry::of, limit);
    }

    /** The same without those with these ids. */
    Future<List<OutboxEntry>> oldestExcept(Sql leaderSql, Collection<Long> ids, int limit) {
        return leaderSql.list(OLDEST_EXCEPT, OutboxEntry::of, ids.toArray(Long[]::new), limit);
    }

    Future<Void> remove(Sql leaderSql, List<OutboxEntry> entries) {
        return leaderSql
                .update(DELETE, (Object) entries.stream().map(OutboxEntry::id).toArray(Long[]::new))
                .mapEmpty();
    }

    /** Removes those there are, if any, and says which those were. */
    Future<List<OutboxEntry>> removeReturning(Sql leaderSql, List<OutboxEntry> entries) {
        return entries.isEmpty()
                ? Future.succeededFuture(entries)
                : remove(leaderSql, entries).map(entries);
    }

    /** The same for who holds no connection any more. */
    Future<List<OutboxEntry>> removeReturning(List<OutboxEntry> entries) {
        return removeReturning(sql, entries);
    }

    /** Calls {@code listener} after facts were appended by any process, once for many; hints may be lost. */
    Future<Void> onAppend(Runnable listener) {
        return hints.subscribeCoalesced(Fact.HINT, listener);
    }

    /** All facts that wait. */
    public Future<Backlog> backlog() {
        return backlog(List.of(Topic.values()));
    }

    /** Those of these topics. */
    Future<Backlog> backlog(Collection<Topic> topics) {
        return sql.one(BACKLOG, row -> new Backlog(row.getLong("depth"), row.getDouble("age")), (Object)
                topics.stream().map(Topic::toString).toArray(String[]::new));
    }
}
