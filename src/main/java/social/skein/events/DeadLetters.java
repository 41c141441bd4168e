package social.skein.events;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/** Facts that a role could not handle, stored with the cause until an operator replays them. */
public final class DeadLetters {
    private static final String INSERT = """
            insert into dead_letter (role, topic, kafka_partition, kafka_offset, actor_id, payload, cause, sent_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (role, topic, kafka_partition, kafka_offset, sent_at) do nothing
            """;

    private static final String PENDING = """
            select id, role, topic, actor_id, payload, cause, created_at
              from dead_letter
             where replayed_at is null and id > $1
             order by id
             limit $2
            """;

    private static final String MARK_REPLAYED = """
            update dead_letter set replayed_at = now()
             where id = $1 and replayed_at is null
            returning id, role, topic, actor_id, payload, cause, created_at
            """;

    private static final String APPEND_TO_OUTBOX = """
            insert into outbox (id, topic, actor_id, payload, target_role) values (next_id($1), $2, $3, $4, $5)
            """;

    private final Db db;

    public DeadLetters(Db db) {
        this.db = db;
    }

    /** A fact that a role could not handle. */
    public record DeadLetter(
            long id, String role, String topic, long actor, String payload, String cause, Instant createdAt) {
        static DeadLetter of(Row row) {
            return new DeadLetter(
                    row.getLong("id"),
                    row.getString("role"),
                    row.getString("topic"),
                    row.getLong("actor_id"),
                    row.getString("payload"),
                    row.getString("cause"),
                    row.getOffsetDateTime("created_at").toInstant());
        }
    }

    Future<Void> add(String role, FactRecord record, Throwable cause) {
        return db.update(
                        INSERT,
                        role,
                        record.topic(),
                        record.position().partition(),
                        record.position().offset(),
                        actorId(record.key()),
                        storable(record.payload()),
                        storable(cause.toString()),
                        record.position().timestamp())
                .mapEmpty();
    }

    /** Dead letters that have not been replayed, oldest first, with an id greater than {@code after}. */
    public Future<List<DeadLetter>> pending(long after, int limit) {
        return db.list(PENDING, DeadLetter::of, after, limit);
    }

    /**
     * Sends the fact again, to the role that could not handle it. Empty if there is no such dead letter or it was
     * replayed.
     */
    public Future<Optional<DeadLetter>> replay(long id) {
        return db.transaction(tx -> tx.find(MARK_REPLAYED, DeadLetter::of, id)
                .compose(letter -> letter.isEmpty()
                        ? Future.succeededFuture(letter)
                        : appendToOutbox(tx, letter.get()).map(letter)));
    }

    private static Future<Integer> appendToOutbox(Transaction tx, DeadLetter letter) {
        return tx.update(
                APPEND_TO_OUTBOX,
                SnowflakeIds.shard(letter.actor),
                letter.topic,
                letter.actor,
                letter.payload,
                letter.role);
    }

    /** PostgreSQL cannot store NUL in a text; a fact that cannot be stored would be redelivered forever. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static long actorId(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException foreign) {
            return 0;
        }
    }
}
