package social.skein.posting;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.sql.Sql;
import social.skein.sql.Transaction;
import social.skein.status.NewStatus;

/**
 * The status that was posted or scheduled under each idempotency key of its author. A key is valid for an hour. It is
 * claimed in the transaction that creates the status and locks the author's shard, so the second of two concurrent
 * requests finds the status of the first. The key of a deleted status is free again.
 */
public final class IdempotencyKeys {
    /** A key answers for its status only while that exists: a deleted one was taken back, so a repetition is a new post. */
    private static final String EXISTS = """
            (exists (select from status where id = claimed.status_id)
             or exists (select from scheduled_status where id = claimed.status_id))
            """;

    private static final String VALID = "(claimed.created_at >= now() - interval '1 hour' and " + EXISTS + ")";

    private static final String CLAIM = """
            insert into idempotency_key as claimed (account_id, key, status_id) values ($1, $2, $3)
            on conflict (account_id, key) do update
               set status_id = case when
            """ + VALID + """
                                    then claimed.status_id else $3 end,
                   created_at = case when
            """ + VALID + """
                                     then claimed.created_at else now() end
            returning status_id
            """;

    private static final String FIND =
            "select status_id from idempotency_key claimed where account_id = $1 and key = $2 and " + VALID;

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

    /** Returns {@code newId}, or the status an earlier request with the same key created. */
    public Future<StatusId> claim(Transaction transaction, NewStatus newStatus, StatusId newId) {
        return newStatus
                .idempotencyKey()
                .map(key -> transaction.one(
                        CLAIM, IdempotencyKeys::status, newStatus.author().value(), key, newId.value()))
                .orElse(Future.succeededFuture(newId));
    }

    /** Points the keys of one status to another. */
    public Future<Void> repoint(Transaction transaction, AccountId author, StatusId from, StatusId to) {
        return transaction
                .update(REPOINT, author.value(), from.value(), to.value())
                .mapEmpty();
    }

    /** The status an earlier request with the same key created. */
    public Future<Optional<StatusId>> find(NewStatus newStatus) {
        return newStatus
                .idempotencyKey()
                .map(key -> sql.find(
                        FIND, IdempotencyKeys::status, newStatus.author().value(), key))
                .orElse(Future.succeededFuture(Optional.empty()));
    }

    private static StatusId status(Row row) {
        return new StatusId(row.getLong("status_id"));
    }

    /** Deletes the expired keys and returns their number. */
    public Future<Integer> sweep() {
        return sql.update(DELETE_EXPIRED);
    }
}
