package social.skein.notification;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/**
 * A request of an account whose mentions of the owner were filtered.
 *
 * @param lastStatus the latest status that mentions the owner
 * @param notificationCount the number of filtered notifications, counted up to a hundred
 */
record NotificationRequest(
        long id, AccountId from, StatusId lastStatus, long notificationCount, Instant createdAt, Instant updatedAt) {

    static NotificationRequest of(Row row) {
        return new NotificationRequest(
                row.getLong("id"),
                new AccountId(row.getLong("from_account_id")),
                new StatusId(row.getLong("last_status_id")),
                row.getLong("notifications"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
    }
}
