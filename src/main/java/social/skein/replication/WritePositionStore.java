package social.skein.replication;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.sql.Sql;

/**
 * The position of each account's last write, stored in the primary. It costs a statement per write and one per read
 * from a replica, so it is used only while Redis does not respond.
 */
public final class WritePositionStore {
    private static final String UPSERT = """
            insert into write_position (account_id, lsn) values ($1, $2)
                on conflict (account_id) do update
                   set lsn = greatest(write_position.lsn, excluded.lsn), written_at = now()
            """;

    private static final String FIND = "select lsn from write_position where account_id = $1";

    /** Older than the lag of any replica that gets queries. */
    private static final String DELETE_OLD = "delete from write_position where written_at < now() - interval '1 day'";

    private final Sql sql;

    public WritePositionStore(Sql sql) {
        this.sql = sql;
    }

    Future<Void> save(AccountId writer, long position) {
        return sql.update(UPSERT, writer.value(), position).mapEmpty();
    }

    /** The position of the account's last write, 0 if none is stored. */
    Future<Long> find(AccountId reader) {
        Future<Optional<Long>> found = sql.find(FIND, row -> row.getLong("lsn"), reader.value());
        return found.map(lsn -> lsn.orElse(0L));
    }

    /** Deletes positions that every replica has replayed, and returns their number. */
    public Future<Integer> sweep() {
        return sql.update(DELETE_OLD);
    }
}
