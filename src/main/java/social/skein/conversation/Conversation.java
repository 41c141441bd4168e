package social.skein.conversation;

import io.vertx.sqlclient.Row;
import java.util.Arrays;
import java.util.List;
import social.skein.model.AccountId;
import social.skein.model.StatusId;

/**
 * The direct messages between a reader and certain other accounts in one thread.
 *
 * @param otherParticipants the participants other than the reader
 */
public record Conversation(long id, List<AccountId> otherParticipants, StatusId lastStatus, boolean unread) {

    static Conversation of(Row row) {
        return new Conversation(
                row.getLong("conversation"),
                Arrays.stream(row.getArrayOfLongs("participant_ids"))
                        .map(AccountId::new)
                        .toList(),
                new StatusId(row.getLong("last_status_id")),
                row.getBoolean("unread"));
    }
}
