package social.skein.export;

import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import social.skein.http.Json;
import social.skein.http.PublicUrl;
import social.skein.http.Scope;
import social.skein.http.WireTimes;
import social.skein.media.AttachmentView;
import social.skein.status.StatusContent;

/**
 * The exports of all posts of an account, regardless of their visibility: CSV for reading, and JSON with every field.
 */
final class PostExports {
    private static final String POSTS = """
            select s.id, a.username, s.created_at, s.edited_at, s.visibility, s.sensitive, s.language, s.spoiler_text,
                   s.source, s.content, s.in_reply_to_id, s.reblog_of_id, s.tags, s.media::text as media,
                   coalesce(original.username, '') as boosted
              from status s
              join account a on a.id = s.account_id
              left join account original on original.id = s.reblog_of_account_id
             where s.account_id = $1 and s.id > $2
             order by s.id limit $3
            """;

    private static final String CSV_HEADER = Csv.line(
            "Address",
            "Time",
            "Edited",
            "Visibility",
            "Language",
            "Content warning",
            "Text",
            "Reply to",
            "Boost of",
            "Media");

    private final PublicUrl publicUrl;

    PostExports(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    /** A post in the JSON file; a boost has no text of its own. */
    private record ExportedPost(
            String id,
            String url,
            String createdAt,
            @Nullable String editedAt,
            String visibility,
            boolean sensitive,
            @Nullable String language,
            String spoilerText,
            String text,
            String content,
            List<String> tags,
            List<AttachmentView> mediaAttachments,
            @Nullable String inReplyToId,
            @Nullable String boostOf) {}

    List<ExportFile> all() {
        return List.of(
                new ExportFile(
                        "posts.csv",
                        "posts.csv",
                        "text/csv; charset=utf-8",
                        Scope.READ_STATUSES,
                        ExportFile.Delimiters.withHeader(CSV_HEADER),
                        POSTS,
                        row -> csvLine(toPost(row))),
                new ExportFile(
                        "posts.json",
                        "posts.json",
                        "application/json; charset=utf-8",
                        Scope.READ_STATUSES,
                        new ExportFile.Delimiters("[\n", ",\n", "\n]\n"),
                        POSTS,
                        row -> Json.encode(toPost(row))));
    }

    private ExportedPost toPost(Row row) {
        @Nullable Long repliedTo = row.getLong("in_reply_to_id");
        @Nullable Long boosted = row.getLong("reblog_of_id");
        return new ExportedPost(
                row.getLong("id").toString(),
                url(row.getString("username"), row.getLong("id")),
                WireTimes.format(row.getOffsetDateTime("created_at").toInstant()),
                Optional.ofNullable(row.getOffsetDateTime("edited_at"))
                        .map(OffsetDateTime::toInstant)
                        .map(WireTimes::format)
                        .orElse(null),
                row.getString("visibility"),
                row.getBoolean("sensitive"),
                row.getString("language"),
                row.getString("spoiler_text"),
                row.getString("source"),
                row.getString("content"),
                List.of(row.getArrayOfStrings("tags")),
                StatusContent.mediaFromJson(row.getString("media")).stream()
                        .map(media -> media.toView(publicUrl))
                        .toList(),
                repliedTo == null ? null : repliedTo.toString(),
                boosted == null ? null : url(row.getString("boosted"), boosted));
    }

    private String url(String username, long status) {
        return publicUrl + "/@" + username + "/" + status;
    }

    private static String csvLine(ExportedPost post) {
        return Csv.line(
                post.url(),
                post.createdAt(),
                orEmpty(post.editedAt()),
                post.visibility(),
                orEmpty(post.language()),
                Csv.escapeFormula(post.spoilerText()),
                Csv.escapeFormula(post.text()),
                orEmpty(post.inReplyToId()),
                orEmpty(post.boostOf()),
                post.mediaAttachments().stream()
                        .map(media -> orEmpty(media.url()))
                        .collect(Collectors.joining(" ")));
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
