package social.skein.deletion;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import social.skein.model.AccountId;

/**
 * A deleted account and the progress of its erasure.
 *
 * @param step the label of the current step; empty before the first and after the last
 * @param deletedRows the number of rows deleted so far; slightly too low if a worker was killed
 * @param finishedAt when no rows were left
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
