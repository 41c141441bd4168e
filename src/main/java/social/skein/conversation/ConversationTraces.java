package social.skein.conversation;

import java.util.List;
import social.skein.account.Forgetting;
import social.skein.account.PlainRows;
import social.skein.sql.Sql;

/** All that this package keeps of an account. What others wrote to it in direct posts stays theirs. */
public final class ConversationTraces {
    private ConversationTraces() {}

    public static List<Forgetting> of(Sql sql) {
        return List.of(new PlainRows(sql, "conversations", "conversation", "account_id"));
    }
}
