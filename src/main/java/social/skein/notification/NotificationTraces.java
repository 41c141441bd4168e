package social.skein.notification;

import java.util.List;
import social.skein.account.Forgetting;
import social.skein.account.PlainRows;
import social.skein.sql.Sql;

/** All that this package keeps of an account, and what others were told of it. */
public final class NotificationTraces {
    private NotificationTraces() {}

    public static List<Forgetting> of(Sql sql) {
        return List.of(
                new PlainRows(sql, "notifications", "notification", "account_id"),
                new PlainRows(sql, "notifications of others", "notification", "from_account_id"),
                new PlainRows(sql, "notification policy", "notification_policy", "account_id"),
                new PlainRows(sql, "people notified of", "notification_permission", "account_id"),
                new PlainRows(sql, "people who are notified", "notification_permission", "from_account_id"),
                new PlainRows(sql, "notification requests", "notification_request", "account_id"),
                new PlainRows(sql, "notification requests of others", "notification_request", "from_account_id"));
    }
}
