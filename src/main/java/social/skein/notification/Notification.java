package social.skein.notification;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;
import social.skein.model.StatusId;

/**
 * Something that somebody did and that concerns the account which owns this.
 *
 * @param from who did it
 * @param status what it is about; for a boost, the boosted status
 */
public record Notification(
        NotificationId id, NotificationType type, AccountId from, Optional<StatusId> status, Instant createdAt) {
    private static final long SECONDS_OF_A_BUCKET = 3_600;

    static Notification of(Row row) {
        long status = row.getLong("status_id");
        return new Notification(
                new NotificationId(row.getLong("id")),
                NotificationType.parse(row.getString("type")).orElseThrow(),
                new AccountId(row.getLong("from_account_id")),
                status == 0 ? Optional.empty() : Optional.of(new StatusId(status)),
                row.get(OffsetDateTime.class, "created_at").toInstant());
    }

    /** What clients show as one: likes and boosts of one status, and follows, within an hour. */
    String groupKey() {
        long bucket = createdAt.getEpochSecond() / SECONDS_OF_A_BUCKET;
        if (type == NotificationType.MENTION) {
            return "ungrouped-" + id;
        }
        return status.map(about -> type + "-" + about + "-" + bucket).orElse(type + "-" + bucket);
    }
}
