package social.skein.deletion;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import social.skein.model.AccountId;

/**
 * Somebody who left, and how far the forgetting has come.
 *
 * @param step what goes now; empty before and after
 * @param deletedRows the rows that went so far; a few less than did, where a worker was killed
 * @param finishedAt when nothing was left
 */
public record AccountDeletion(
        AccountId account,
        String username,
        Instant requestedAt,
        String step,
        long deletedRows,
        Optional<Instant> finishedAt) {

    static AccountDeletion of(Row row) {
        return new AccountDeletion(
                new AccountId(row.getLong("account_id")),
                row.getString("username"),
                row.getOffsetDateTime("requested_at").toInstant(),
                row.getString("step"),
                row.getLong("deleted_rows"),
                Optional.ofNullable(row.getOffsetDateTime("finished_at")).map(OffsetDateTime::toInstant));
    }
}
