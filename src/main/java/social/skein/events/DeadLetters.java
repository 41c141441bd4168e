package social.skein.events;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import social.skein.model.Ids;
import social.skein.sql.Db;

/** Facts that a role could not handle, kept with the cause until somebody replays them. */
public final class DeadLetters {
    private static final String KEEP = """
            insert into dead_letter (role, topic, kafka_partition, kafka_offset, actor_id, payload, cause, sent_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (role, topic, kafka_partition, kafka_offset, sent_at) do nothing
            """;

    private static final String OPEN = """
            select id, role, topic, actor_id, payload, cause, created_at
              from dead_letter
             where replayed_at is null and id > $1
             order by id
             limit $2
            """;

    private static final String TAKE = """
            update dead_letter set replayed_at = now()
             where id = $1 and replayed_at is null
            returning id, role, topic, actor_id, payload, cause, created_at
            """;

    private static final String APPEND = """
            insert into outbox (id, topic, actor_id, payload, only_role) values (next_id($1), $2, $3, $4, $5)
            """;

    private final Db db;

    public DeadLetters(Db db) {
        this.db = db;
    }

    /** A fact nobody could handle. */
    public record Letter(
            long id, String role, String topic, long actor, String payload, String cause, Instant createdAt) {
        static Letter of(Row row) {
            return new Letter(
                    row.getLong("id"),
                    row.getString("role"),
                    row.getString("topic"),
                    row.getLong("actor_id"),
                    row.getString("payload"),
                    row.getString("cause"),
                    row.getOffsetDateTime("created_at").toInstant());
        }
    }

    Future<Void> keep(String role, Told told, Throwable cause) {
        return db.update(
                        KEEP,
                        role,
                        told.topic(),
                        told.place().partition(),
                        told.place().offset(),
                        actor(told.key()),
                        storable(told.payload()),
                        storable(cause.toString()),
                        told.place().time())
                .mapEmpty();
    }

    /** Letters that were not replayed, the oldest first, from after the one with this id. */
    public Future<List<Letter>> open(long after, int limit) {
        return db.list(OPEN, Letter::of, after, limit);
    }

    /** Sends a letter's fact to the role that could not handle it, once; nothing if that was done already. */
    public Future<Optional<Letter>> replay(long id) {
        return db.transaction(tx -> tx.find(TAKE, Letter::of, id)
                .compose(taken -> taken.isEmpty()
                        ? Future.succeededFuture(taken)
                        : tx.update(
                                        APPEND,
                                        Ids.shard(taken.get().actor()),
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

    private static long actor(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException foreign) {
            return 0;
        }
    }
}
