package social.skein.conversation;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.model.StatusId;
import social.skein.sql.Db;

/**
 * The conversations of every account, kept from what the table of statuses says at that moment: facts that come twice or
 * late end in the same rows. The people of a direct status are its author and those it names.
 */
public final class Conversations {
    /** Moves forward only; a reader's own words leave nothing unread. */
    private static final String UPSERT = """
            insert into conversation as c (account_id, conversation_id, participant_ids, last_status_id, unread)
            select reader, said.conversation_id,
                   array(select other from unnest(people) other where other <> reader order by other),
                   said.id, reader <> said.account_id
              from status said,
                   lateral (select array(select distinct unnest(said.mentions || said.account_id)) as people) p,
                   unnest(people) reader
             where said.id = $1 and said.visibility = 'direct'
             order by reader
            on conflict (account_id, conversation_id, participant_ids) do update
               set last_status_id = excluded.last_status_id, unread = excluded.unread
             where c.last_status_id < excluded.last_status_id
            returning c.id, c.account_id
            """;

    /** Where it was the last word, the one before it is now; where there is none the conversation is over. */
    private static final String REMOVE_STATUS = """
            with left_with as (
                select c.id,
                       (select max(s.id) from status s
                         where s.conversation_id = c.conversation_id and s.visibility = 'direct' and s.id < $1
                           and array(select distinct unnest(s.mentions || s.account_id) as person order by person)
                             = array(select distinct unnest(c.participant_ids || c.account_id) as person order by person)) as last
                  from conversation c
                 where c.last_status_id = $1),
            over as (
                delete from conversation using left_with
                 where conversation.id = left_with.id and left_with.last is null)
            update conversation set last_status_id = left_with.last
              from left_with
             where conversation.id = left_with.id and left_with.last is not null
            """;

    /** The column {@code id} is the cursor; the conversation's own id is something else. */
    private static final String PAGE = """
            select id as conversation, last_status_id as id, last_status_id, participant_ids, unread
              from conversation
             where account_id = $4 and last_status_id > $1 and last_status_id < $2 and last_status_id > dismissed_up_to_id
            """;

    private static final String FIND = """
            select id as conversation, last_status_id, participant_ids, unread
              from conversation
             where id = $2 and account_id = $1 and last_status_id > dismissed_up_to_id
            """;

    private static final String MARK = """
            update conversation set unread = $3
             where id = $2 and account_id = $1 and last_status_id > dismissed_up_to_id
            returning id as conversation, last_status_id, participant_ids, unread
            """;

    private static final String DISMISS = """
            update conversation set dismissed_up_to_id = last_status_id
             where id = $2 and account_id = $1 and last_status_id > dismissed_up_to_id
            """;

    private final Db db;

    public Conversations(Db db) {
        this.db = db;
    }

    /** Enters a direct status into the conversations of its people, and says for whom it is news. */
    Future<List<ConversationHint>> addStatus(StatusId status) {
        return db.list(UPSERT, Conversations::hint, status.value());
    }

    /** Forgets a status that is gone. */
    Future<Void> removeStatus(StatusId status) {
        return db.update(REMOVE_STATUS, status.value()).mapEmpty();
    }

    /** An account's conversations, the one with the newest status first; paged by that status. */
    Future<Page<Conversation>> page(AccountId reader, PageRequest window) {
        return db.readOnly()
                .page(
                        PAGE,
                        window,
                        Conversation::of,
                        found -> found.lastStatus().value(),
                        reader.value());
    }

    public Future<Optional<Conversation>> find(AccountId reader, long id) {
        return db.readOnly().find(FIND, Conversation::of, reader.value(), id);
    }

    /** Marks one as read or not; nothing where there is none. */
    Future<Optional<Conversation>> setUnread(AccountId reader, long id, boolean unread) {
        return db.find(MARK, Conversation::of, reader.value(), id, unread);
    }

    /** Takes one off the reader's list until something new is said; false where there was none. */
    Future<Boolean> dismiss(AccountId reader, long id) {
        return db.update(DISMISS, reader.value(), id).map(dismissed -> dismissed > 0);
    }

    private static ConversationHint hint(Row row) {
        return new ConversationHint(row.getLong("id"), new AccountId(row.getLong("account_id")));
    }

    /** Whom a page of conversations is with. */
    static List<AccountId> participants(Collection<Conversation> conversations) {
        return conversations.stream()
                .flatMap(conversation -> conversation.otherParticipants().stream())
                .distinct()
                .toList();
    }
}
