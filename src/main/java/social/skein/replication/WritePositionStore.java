package social.skein.replication;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/**
 * Where in the log people wrote last, kept in the primary: one small statement more for whoever writes and for whoever then
 * reads from a replica, so it is asked only where Redis does not answer.
 */
public final class WritePositionStore {
    private static final String UPSERT = """
            insert into write_position (account_id, lsn) values ($1, $2)
                on conflict (account_id) do update
                   set lsn = greatest(write_position.lsn, excluded.lsn), written_at = now()
            """;

    private static final String FIND = "select lsn from write_position where account_id = $1";

    /** Longer than any replica that is asked may lag. */
    private static final String DELETE_OLD = "delete from write_position where written_at < now() - interval '1 day'";

    private final Sql sql;

    public WritePositionStore(Sql sql) {
        this.sql = sql;
    }

    Future<Void> save(AccountId writer, long position) {
        return sql.update(UPSERT, writer.value(), position).mapEmpty();
    }

    /** The start of the log where nobody said anything. */
    Future<Long> find(AccountId reader) {
        Future<Optional<Long>> found = sql.find(FIND, row -> row.getLong("lsn"), reader.value());
        return found.map(place -> place.orElse(0L));
    }

    /** Deletes what every replica has by now, and says how much that was. */
    public Future<Integer> sweep() {
        return sql.update(DELETE_OLD);
    }
}
