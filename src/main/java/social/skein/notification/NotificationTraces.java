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
                new PlainRows(sql, "notifications of others", "notification", "from_account_id"));
    }
}
