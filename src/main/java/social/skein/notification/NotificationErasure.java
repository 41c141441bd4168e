package social.skein.notification;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** Deletes the data this package stores about an account, including the notifications it caused for others. */
public final class NotificationErasure {
    private NotificationErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(
                new TableErasure(sql, "notifications", "notification", "account_id"),
                new TableErasure(sql, "notifications of others", "notification", "from_account_id"),
                new TableErasure(sql, "notification policy", "notification_policy", "account_id"),
                new TableErasure(sql, "accounts it permits to notify it", "notification_permission", "account_id"),
                new TableErasure(
                        sql, "accounts that permit it to notify them", "notification_permission", "from_account_id"),
                new TableErasure(sql, "notification requests", "notification_request", "account_id"),
                new TableErasure(sql, "notification requests of others", "notification_request", "from_account_id"));
    }
}
