package social.skein.interaction;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Db;
import social.skein.status.AuthoredStatusErasure;
import social.skein.status.StatusWriter;

/** Erases the statuses of an account and its interactions with statuses. */
public final class StatusErasure {
    private StatusErasure() {}

    public static List<ErasureStep> steps(Db db, StatusWriter writer) {
        return List.of(
                new FavouriteErasure(db),
                new TableErasure(db, "bookmarks", "bookmark", "account_id"),
                new TableErasure(db, "pins", "pin", "account_id"),
                new TableErasure(db, "muted threads", "conversation_mute", "account_id"),
                new TableErasure(db, "idempotency keys", "idempotency_key", "account_id"),
                new AuthoredStatusErasure(db, writer));
    }
}
