package social.skein.status;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.media.Attachment;
import social.skein.model.StatusId;
import social.skein.sql.Reads;
import social.skein.sql.Transaction;

/** The previous versions of edited statuses. */
public final class StatusEdits {
    /** Bounds a response; far more than real edits. */
    private static final int MAX_EDITS = 1_000;

    private static final String INSERT = """
            insert into status_edit (status_id, id, content, spoiler_text, sensitive, poll_options, created_at, media)
            values ($1, $2, $3, $4, $5, $6, $7, $8::text::jsonb)
            """;

    private static final String BY_STATUS = """
            select content, spoiler_text, sensitive, poll_options, created_at, media::text as media
              from status_edit where status_id = $1 order by id limit $2
            """;

    private static final String DELETE_BY_STATUSES = "delete from status_edit where status_id = any($1)";

    private StatusEdits() {}

    /** A version of a status, valid from {@code createdAt}. */
    public record StatusEdit(
            String content,
            String spoilerText,
            boolean sensitive,
            Optional<List<String>> pollOptions,
            Instant createdAt,
            List<Attachment> media) {

        static StatusEdit of(Row row) {
            String @Nullable [] options = row.getArrayOfStrings("poll_options");
            return new StatusEdit(
                    row.getString("content"),
                    row.getString("spoiler_text"),
                    row.getBoolean("sensitive"),
                    Optional.ofNullable(options).map(List::of),
                    row.getOffsetDateTime("created_at").toInstant(),
                    StatusContent.mediaFromJson(row.getString("media")));
        }

        /** The current version. */
        public static StatusEdit of(Status status, Optional<List<String>> pollOptions) {
            return new StatusEdit(
                    status.content(),
                    status.spoilerText(),
                    status.sensitive(),
                    pollOptions,
                    status.editedAt().orElse(status.createdAt()),
                    status.media());
        }
    }

    /**
     * Stores the previous version of a status.
     *
     * @param id an id drawn in this transaction, which orders the versions
     */
    public static Future<Void> insert(Transaction transaction, StatusId status, long id, StatusEdit edit) {
        return transaction
                .update(
                        INSERT,
                        status.value(),
                        id,
                        edit.content(),
                        edit.spoilerText(),
                        edit.sensitive(),
                        edit.pollOptions()
                                .map(options -> options.toArray(String[]::new))
                                .orElse(null),
                        edit.createdAt().atOffset(ZoneOffset.UTC),
                        StatusContent.mediaToJson(edit.media()))
                .mapEmpty();
    }

    /** The previous versions, the oldest first. */
    public static Future<List<StatusEdit>> byStatus(Reads reads, StatusId status) {
        return reads.list(BY_STATUS, StatusEdit::of, status.value(), MAX_EDITS);
    }

    public static Future<Void> deleteByStatuses(Transaction transaction, Collection<StatusId> statuses) {
        return transaction.update(DELETE_BY_STATUSES, StatusRows.ids(statuses)).mapEmpty();
    }
}
