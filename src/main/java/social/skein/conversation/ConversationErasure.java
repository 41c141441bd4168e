package social.skein.conversation;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** Deletes the data this package stores about an account. Direct messages that others wrote to it remain theirs. */
public final class ConversationErasure {
    private ConversationErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(new TableErasure(sql, "conversations", "conversation", "account_id"));
    }
}
