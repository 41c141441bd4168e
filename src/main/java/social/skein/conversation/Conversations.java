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
 * The conversations of every account, derived from the current rows of the table of statuses, so repeated and late
 * facts lead to the same rows. The participants of a direct message are its author and the accounts it mentions.
 */
public final class Conversations {
    /**
     * The last status only moves forward; the reader's own messages do not make it unread. A message whose participants
     * an edit changed stays read for the readers who had read it.
     */
    private static final String UPSERT = """
            insert into conversation as c (account_id, conversation_id, participant_ids, last_status_id, unread)
            select reader, message.conversation_id,
                   array(select other from unnest(participants) other where other <> reader order by other),
                   message.id,
                   reader <> message.account_id
                       and coalesce((select bool_or(before.unread) from conversation before
                                      where before.account_id = reader and before.last_status_id = message.id), true)
              from status message,
                   lateral (select array(select distinct unnest(message.mentions || message.account_id)) as participants) p,
                   unnest(participants) reader
             where message.id = $1 and message.visibility = 'direct'
             order by reader
            on conflict (account_id, conversation_id, participant_ids) do update
               set last_status_id = excluded.last_status_id, unread = excluded.unread
             where c.last_status_id < excluded.last_status_id
            returning c.id, c.account_id
            """;

    /**
     * Conversations whose last status was deleted or has other participants since an edit: its predecessor takes its
     * place; without a predecessor the conversation is deleted.
     */
    private static final String REWIND = """
            with affected as (
                select c.id,
                       (select max(s.id) from status s
                         where s.conversation_id = c.conversation_id and s.visibility = 'direct' and s.id < $1
                           and array(select distinct unnest(s.mentions || s.account_id) as participant order by participant)
                             = array(select distinct unnest(c.participant_ids || c.account_id) as participant order by participant)) as previous
                  from conversation c
                 where c.last_status_id = $1
                   and not exists (
                       select from status m
                        where m.id = $1 and m.visibility = 'direct'
                          and array(select distinct unnest(m.mentions || m.account_id) as participant order by participant)
                            = array(select distinct unnest(c.participant_ids || c.account_id) as participant order by participant))),
            ended as (
                delete from conversation using affected
                 where conversation.id = affected.id and affected.previous is null)
            update conversation set last_status_id = affected.previous
              from affected
             where conversation.id = affected.id and affected.previous is not null
            """;

    /** The column {@code id} is the page cursor, not the conversation's id. */
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

    /** Adds a direct message to the conversations of its participants, and returns a hint for each that changed. */
    Future<List<ConversationHint>> addStatus(StatusId status) {
        return db.list(UPSERT, Conversations::hint, status.value());
    }

    /** Moves an edited direct message to the conversations of its present participants. */
    Future<List<ConversationHint>> moveStatus(StatusId status) {
        return addStatus(status)
                .compose(hints -> db.update(REWIND, status.value()).map(hints));
    }

    /** Removes a deleted status. */
    Future<Void> removeStatus(StatusId status) {
        return db.update(REWIND, status.value()).mapEmpty();
    }

    /** An account's conversations, ordered and paged by their last status, newest first. */
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

    /** Marks a conversation as read or unread; empty if it does not exist. */
    Future<Optional<Conversation>> setUnread(AccountId reader, long id, boolean unread) {
        return db.find(MARK, Conversation::of, reader.value(), id, unread);
    }

    /** Hides a conversation until its next message; false if it does not exist. */
    Future<Boolean> dismiss(AccountId reader, long id) {
        return db.update(DISMISS, reader.value(), id).map(dismissed -> dismissed > 0);
    }

    private static ConversationHint hint(Row row) {
        return new ConversationHint(row.getLong("id"), new AccountId(row.getLong("account_id")));
    }

    /** The other participants of these conversations. */
    static List<AccountId> participants(Collection<Conversation> conversations) {
        return conversations.stream()
                .flatMap(conversation -> conversation.otherParticipants().stream())
                .distinct()
                .toList();
    }
}
