package social.skein.interaction;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Db;

/** The erasure steps for an account's interactions. */
final class InteractionErasure {
    private InteractionErasure() {}

    static List<ErasureStep> steps(Db db) {
        return List.of(
                new FavouriteErasure(db),
                new TableErasure(db, "bookmarks", "bookmark", "account_id"),
                new TableErasure(db, "pins", "pin", "account_id"),
                new TableErasure(db, "muted threads", "conversation_mute", "account_id"));
    }
}
