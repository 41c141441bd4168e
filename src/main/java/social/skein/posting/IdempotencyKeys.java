package social.skein.posting;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.sql.Sql;

/**
 * Which status was made, or scheduled, under which key of its author. A key is kept for an hour; it is claimed in the transaction that
 * makes the status, while the author's shard is held, so of two at once the second finds what the first made.
 */
public final class IdempotencyKeys {
    private static final String CLAIM = """
            insert into idempotency_key as k (account_id, key, status_id) values ($1, $2, $3)
            on conflict (account_id, key) do update
               set status_id = case when k.created_at < now() - interval '1 hour' then $3 else k.status_id end,
                   created_at = case when k.created_at < now() - interval '1 hour' then now() else k.created_at end
            returning status_id
            """;

    private static final String FIND = """
            select status_id from idempotency_key
             where account_id = $1 and key = $2 and created_at >= now() - interval '1 hour'
            """;

    private static final String REPOINT = """
            update idempotency_key set status_id = $3 where account_id = $1 and status_id = $2
            """;

    private static final String DELETE_EXPIRED = """
            delete from idempotency_key where created_at < now() - interval '1 hour'
            """;

    private final Sql sql;

    public IdempotencyKeys(Sql sql) {
        this.sql = sql;
    }

    /** The status of this key: {@code fresh}, or the one that was made under it before. */
    public Future<StatusId> claim(Sql transaction, AccountId author, String key, StatusId newId) {
        return transaction
                .one(CLAIM, row -> row.getLong("status_id"), author.value(), key, newId.value())
                .map(StatusId::new);
    }

    /** Has the keys of what one id names answered with what another names. */
    public Future<Void> repoint(Sql transaction, AccountId author, StatusId from, StatusId to) {
        return transaction
                .update(REPOINT, author.value(), from.value(), to.value())
                .mapEmpty();
    }

    public Future<Optional<StatusId>> find(AccountId author, String key) {
        return sql.find(FIND, row -> new StatusId(row.getLong("status_id")), author.value(), key);
    }

    /** Deletes the keys nobody asks for any more, and says how many there were. */
    public Future<Integer> deleteExpired() {
        return sql.update(DELETE_EXPIRED);
    }
}
