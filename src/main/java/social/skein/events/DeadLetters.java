package social.skein.events;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Db;

/** Facts that a role could not handle, kept with the cause until somebody replays them. */
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

    /** A fact nobody could handle. */
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

    /** Letters that were not replayed, the oldest first, from after the one with this id. */
    public Future<List<DeadLetter>> pending(long after, int limit) {
        return db.list(PENDING, DeadLetter::of, after, limit);
    }

    /** Sends a letter's fact to the role that could not handle it, once; nothing if that was done already. */
    public Future<Optional<DeadLetter>> replay(long id) {
        return db.transaction(tx -> tx.find(MARK_REPLAYED, DeadLetter::of, id)
                .compose(taken -> taken.isEmpty()
                        ? Future.succeededFuture(taken)
                        : tx.update(
                                        APPEND_TO_OUTBOX,
                                        SnowflakeIds.shard(taken.get().actor()),
                                        taken.get().topic(),
                                        taken.get().actor(),
                                        taken.get().payload(),
                                        taken.get().role())
                                .map(taken)));
    }

    /** PostgreSQL's text holds anything but this; what cannot be put away would be told for ever. */
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
