package social.skein.status;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import social.skein.model.StatusId;
import social.skein.sql.Reads;
import social.skein.sql.Sql;

/** What statuses were before they were edited, version by version. */
final class Versions {
    /** Far more than anybody edits; it bounds an answer. */
    private static final int MOST = 1_000;

    private static final String KEEP = """
            insert into status_edit (status_id, id, content, spoiler_text, sensitive, poll_options, created_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;

    private static final String OF = """
            select content, spoiler_text, sensitive, poll_options, created_at
              from status_edit where status_id = $1 order by id limit $2
            """;

    private static final String FORGET = "delete from status_edit where status_id = any($1)";

    private Versions() {}

    /** A version: how the status looked from a time on. */
    record Version(
            String content,
            String spoilerText,
            boolean sensitive,
            Optional<List<String>> pollOptions,
            Instant createdAt) {

        static Version of(Row row) {
            String @Nullable [] options = row.getArrayOfStrings("poll_options");
            return new Version(
                    row.getString("content"),
                    row.getString("spoiler_text"),
                    row.getBoolean("sensitive"),
                    Optional.ofNullable(options).map(List::of),
                    row.getOffsetDateTime("created_at").toInstant());
        }

        /** What a status is now. */
        static Version of(Status status, Optional<List<String>> pollOptions) {
            return new Version(
                    status.content(),
                    status.spoilerText(),
                    status.sensitive(),
                    pollOptions,
                    status.editedAt().orElse(status.createdAt()));
        }
    }

    /** @param id drawn in this transaction: it puts the versions in order */
    static Future<Void> keep(Sql transaction, StatusId status, long id, Version version) {
        return transaction
                .update(
                        KEEP,
                        status.value(),
                        id,
                        version.content(),
                        version.spoilerText(),
                        version.sensitive(),
                        version.pollOptions()
                                .map(options -> options.toArray(String[]::new))
                                .orElse(null),
                        version.createdAt().atOffset(ZoneOffset.UTC))
                .mapEmpty();
    }

    /** The earlier versions, the oldest first. */
    static Future<List<Version>> of(Reads reads, StatusId status) {
        return reads.list(OF, Version::of, status.value(), MOST);
    }

    static Future<Void> forget(Sql transaction, Collection<StatusId> statuses) {
        return transaction.update(FORGET, StatusRows.values(statuses)).mapEmpty();
    }
}
