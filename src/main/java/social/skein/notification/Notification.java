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
 * @param storedGroupKey the key of what clients show as one: likes and boosts of one status, and follows, within some hours
 * @param filtered whether the owner's policy kept it back
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

    /** The key of its group, or one that is its own. */
    String groupKey() {
        return storedGroupKey.orElse(UNGROUPED_PREFIX + id);
    }

    /** The same, in no group. */
    Notification withoutGroup() {
        return new Notification(id, type, from, status, createdAt, Optional.empty(), filtered);
    }

    /** Which notification alone a key names, where it names one. */
    static Optional<NotificationId> parseUngroupedKey(String key) {
        return key.startsWith(UNGROUPED_PREFIX)
                ? NotificationId.parse(key.substring(UNGROUPED_PREFIX.length()))
                : Optional.empty();
    }
}
