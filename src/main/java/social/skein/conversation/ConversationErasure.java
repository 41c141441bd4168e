package social.skein.conversation;

import java.util.List;
import social.skein.feature.ErasureStep;
import social.skein.feature.TableErasure;
import social.skein.sql.Sql;

/** All that this package keeps of an account. What others wrote to it in direct posts stays theirs. */
public final class ConversationErasure {
    private ConversationErasure() {}

    public static List<ErasureStep> steps(Sql sql) {
        return List.of(new TableErasure(sql, "conversations", "conversation", "account_id"));
    }
}
