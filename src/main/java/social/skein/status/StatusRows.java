package social.skein.status;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.media.Attachment;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.sql.Transaction;
import social.skein.sql.Writes;
import social.skein.tag.Tags;

/** Inserts, edits, deletes and reads the rows of the table {@code status}. */
public final class StatusRows {
    private static final String INSERT = """
            insert into status (id, account_id, visibility, content, source, spoiler_text, sensitive, language,
                                in_reply_to_id, in_reply_to_account_id, reblog_of_id, reblog_of_account_id,
                                application_name, application_website, tags, mentions, conversation_id, created_at,
                                media)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19::text::jsonb)
            """;

    private static final String TAG = """
            with known as (
            """ + Tags.INSERT_NAMES + """
            )
            insert into status_tag (tag, status_id, account_id) select unnest($1::text[]), $2, $3
            on conflict do nothing
            """;

    private static final String EDIT = """
            update status
               set content = $2, source = $3, spoiler_text = $4, sensitive = $5, language = $6, tags = $7, mentions = $8,
                   edited_at = $9, media = $10::text::jsonb
             where id = $1
            """;

    private static final String UNTAG = "delete from status_tag where status_id = $1 and tag = any($2)";

    private static final String DELETE = """
            with untagged as (
                delete from status_tag using status
                 where status.id = any($1) and status_tag.status_id = status.id and status_tag.tag = any(status.tags)),
            unread as (delete from status_search where status_id = any($1))
            delete from status where id = any($1) returning account_id, visibility
            """;

    private StatusRows() {}

    /** A deleted status: the author, and the visibility that decides whether it was counted. */
    public record DeletedStatus(AccountId author, Visibility visibility) {}

    /** Inserts a status, without its hashtags. */
    static Future<Void> insert(Writes transaction, Status status) {
        return transaction
                .update(
                        INSERT,
                        status.id().value(),
                        status.author().value(),
                        status.visibility().toString(),
                        status.content(),
                        status.source(),
                        status.spoilerText(),
                        status.sensitive(),
                        status.language().orElse(null),
                        status.inReplyTo().map(StatusId::value).orElse(null),
                        status.inReplyToAccount().map(AccountId::value).orElse(null),
                        status.reblogOf().map(StatusId::value).orElse(null),
                        status.reblogOfAccount().map(AccountId::value).orElse(null),
                        status.application().map(Application::name).orElse(null),
                        status.application().map(Application::website).orElse(null),
                        status.tags().toArray(String[]::new),
                        status.mentions().stream().map(AccountId::value).toArray(Long[]::new),
                        status.reblogOf().isPresent()
                                ? 0L
                                : status.conversation().value(),
                        status.createdAt().atOffset(ZoneOffset.UTC),
                        StatusContent.mediaToJson(status.media()))
                .mapEmpty();
    }

    /** Adds a public status to the timelines of these hashtags. */
    static Future<Void> tag(Transaction transaction, Status status, List<String> tags) {
        if (tags.isEmpty() || status.visibility() != Visibility.PUBLIC) {
            return Future.succeededFuture();
        }
        return transaction
                .update(
                        TAG,
                        tags.toArray(String[]::new),
                        status.id().value(),
                        status.author().value())
                .mapEmpty();
    }

    /** Overwrites a status with a draft, and updates its hashtags and search terms; counts and visibility stay. */
    public static Future<Void> edit(
            Transaction transaction, Status before, ComposedStatus draft, List<Attachment> media, Instant editedAt) {
        return transaction
                .update(
                        EDIT,
                        before.id().value(),
                        draft.rendered().html(),
                        draft.newStatus().text(),
                        draft.newStatus().spoilerText(),
                        draft.sensitive(),
                        draft.newStatus().language().orElse(null),
                        draft.rendered().tags().toArray(String[]::new),
                        draft.rendered().mentions().stream()
                                .map(AccountId::value)
                                .toArray(Long[]::new),
                        editedAt.atOffset(ZoneOffset.UTC),
                        StatusContent.mediaToJson(media))
                .compose(edited -> transaction.update(
                        UNTAG, before.id().value(), before.tags().toArray(String[]::new)))
                .compose(untagged -> tag(transaction, before, draft.rendered().tags()))
                .compose(tagged -> Statuses.get(transaction, before.id()))
                .compose(edited -> StatusSearchIndex.write(transaction, edited, draft.lexemes()));
    }

    /** Deletes the statuses that exist, and returns them. */
    public static Future<List<DeletedStatus>> delete(Transaction transaction, Collection<StatusId> statuses) {
        return transaction.list(DELETE, row -> new DeletedStatus(author(row), visibility(row)), ids(statuses));
    }

    /** The ids as an argument for SQL {@code any}. */
    public static Object ids(Collection<StatusId> statuses) {
        return statuses.stream().map(StatusId::value).distinct().toArray(Long[]::new);
    }

    /** Reads a status from a row with all columns and counts; {@code reblog} is the original of a boost. */
    static Status fromRow(Row row, Optional<Status> reblog) {
        return new Status(
                id(row),
                author(row),
                visibility(row),
                content(row),
                links(row, reblog),
                Optional.ofNullable(row.getString("application_name"))
                        .map(name -> new Application(name, row.getString("application_website"))),
                row.getOffsetDateTime("created_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("edited_at")).map(OffsetDateTime::toInstant),
                new StatusCounts(row.getLong("favourites"), row.getLong("reblogs"), row.getLong("replies")),
                reblog);
    }

    private static StatusContent content(Row row) {
        return new StatusContent(
                row.getString("content"),
                row.getString("source"),
                row.getString("spoiler_text"),
                row.getBoolean("sensitive"),
                Optional.ofNullable(row.getString("language")),
                List.of(row.getArrayOfStrings("tags")),
                Arrays.stream(row.getArrayOfLongs("mentions"))
                        .map(AccountId::new)
                        .toList(),
                StatusContent.mediaFromJson(row.getString("media")));
    }

    private static StatusLinks links(Row row, Optional<Status> reblog) {
        return new StatusLinks(
                reblog.map(Status::conversation).orElseGet(() -> new StatusId(row.getLong("conversation_id"))),
                statusId(row, "in_reply_to_id"),
                accountId(row, "in_reply_to_account_id"),
                statusId(row, "reblog_of_id")
                        .map(original -> new StatusLinks.Target(
                                original, accountId(row, "reblog_of_account_id").orElseThrow())));
    }

    private static Optional<AccountId> accountId(Row row, String column) {
        @Nullable Long id = row.getLong(column);
        return Optional.ofNullable(id).map(AccountId::new);
    }

    static StatusId id(Row row) {
        return new StatusId(row.getLong("id"));
    }

    public static AccountId author(Row row) {
        return new AccountId(row.getLong("account_id"));
    }

    static Visibility visibility(Row row) {
        return Visibility.parse(row.getString("visibility")).orElseThrow();
    }

    static Optional<StatusId> statusId(Row row, String column) {
        @Nullable Long id = row.getLong(column);
        return Optional.ofNullable(id).map(StatusId::new);
    }
}
