package social.skein.notification;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.NotificationId;
import social.skein.model.StatusId;

/**
 * An action of another account that concerns the owner of this notification.
 *
 * @param from the account that acted
 * @param status the status it is about; for a boost, the boosted status
 * @param storedGroupKey the group it belongs to: likes and boosts of one status, and follows, within some hours
 * @param filtered whether the owner's policy withheld it
 */
public record Notification(
        NotificationId id,
        NotificationType type,
        AccountId from,
        Optional<StatusId> status,
        Instant createdAt,
        Optional<String> storedGroupKey,
        boolean filtered) {
    private static final String UNGROUPED_PREFIX = "ungrouped-";

    static Notification of(Row row) {
        long status = row.getLong("status_id");
        return new Notification(
                new NotificationId(row.getLong("id")),
                NotificationType.parse(row.getString("type")).orElseThrow(),
                new AccountId(row.getLong("from_account_id")),
                status == 0 ? Optional.empty() : Optional.of(new StatusId(status)),
                row.get(OffsetDateTime.class, "created_at").toInstant(),
                Optional.ofNullable(row.getString("group_key")),
                row.getBoolean("filtered"));
    }

    /** The key of its group, or a unique key if it is in none. */
    String groupKey() {
        return storedGroupKey.orElse(UNGROUPED_PREFIX + id);
    }

    /** A copy that belongs to no group. */
    Notification withoutGroup() {
        return new Notification(id, type, from, status, createdAt, Optional.empty(), filtered);
    }

    /** The id in the key of an ungrouped notification, empty for any other key. */
    static Optional<NotificationId> parseUngroupedKey(String key) {
        return key.startsWith(UNGROUPED_PREFIX)
                ? NotificationId.parse(key.substring(UNGROUPED_PREFIX.length()))
                : Optional.empty();
    }
}
