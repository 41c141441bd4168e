package social.skein.status;

import java.util.List;
import social.skein.account.Forgetting;
import social.skein.account.PlainRows;
import social.skein.sql.Db;

/** All that this package keeps of an account. */
public final class StatusTraces {
    private StatusTraces() {}

    public static List<Forgetting> of(Db db, StatusBook book) {
        return List.of(
                new LeftFavourites(db),
                new PlainRows(db, "bookmarks", "bookmark", "account_id"),
                new PlainRows(db, "pins", "pin", "account_id"),
                new PlainRows(db, "muted threads", "conversation_mute", "account_id"),
                new PlainRows(db, "idempotency keys", "idempotency_key", "account_id"),
                new LeftStatuses(db, book));
    }
}
