package social.skein.export;

import io.vertx.sqlclient.Row;
import java.util.List;
import social.skein.http.PublicUrl;
import social.skein.http.Scope;

/** The exports of relationships, lists and bookmarks, with the columns that Mastodon writes and reads. */
final class RelationshipExports {
    private static final String CSV = "text/csv; charset=utf-8";

    private static final String FOLLOWS = """
            select f.id, a.username, f.reblogs, f.notify, array_to_string(f.languages, ', ') as languages
              from follow f join account a on a.id = f.target_id
             where f.account_id = $1 and f.id > $2
             order by f.id limit $3
            """;

    private static final String LISTS = """
            select m.id, l.title, a.username
              from list_member m
              join list l on l.id = m.list_id
              join account a on a.id = m.target_id
             where m.account_id = $1 and m.id > $2
             order by m.id limit $3
            """;

    private static final String BLOCKS = """
            select b.id, a.username
              from block b join account a on a.id = b.target_id
             where b.account_id = $1 and b.id > $2
             order by b.id limit $3
            """;

    private static final String MUTES = """
            select m.id, a.username, m.notifications
              from mute m join account a on a.id = m.target_id
             where m.account_id = $1 and m.id > $2 and (m.expires_at is null or m.expires_at > now())
             order by m.id limit $3
            """;

    private static final String BOOKMARKS = """
            select b.id, s.id as status_id, a.username
              from bookmark b
              join status s on s.id = b.status_id
              join account a on a.id = s.account_id
             where b.account_id = $1 and b.id > $2
             order by b.id limit $3
            """;

    private final PublicUrl publicUrl;

    RelationshipExports(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    List<ExportFile> all() {
        return List.of(
                new ExportFile(
                        "follows.csv",
                        "following_accounts.csv",
                        CSV,
                        Scope.READ_FOLLOWS,
                        ExportFile.Delimiters.withHeader("Account address,Show boosts,Notify on new posts,Languages\n"),
                        FOLLOWS,
                        row -> Csv.line(
                                handle(row),
                                row.getBoolean("reblogs").toString(),
                                row.getBoolean("notify").toString(),
                                row.getString("languages"))),
                new ExportFile(
                        "lists.csv",
                        "lists.csv",
                        CSV,
                        Scope.READ_LISTS,
                        ExportFile.Delimiters.withHeader(""),
                        LISTS,
                        row -> Csv.line(row.getString("title"), handle(row))),
                new ExportFile(
                        "blocks.csv",
                        "blocked_accounts.csv",
                        CSV,
                        Scope.READ_BLOCKS,
                        ExportFile.Delimiters.withHeader(""),
                        BLOCKS,
                        row -> Csv.line(handle(row))),
                new ExportFile(
                        "mutes.csv",
                        "muted_accounts.csv",
                        CSV,
                        Scope.READ_MUTES,
                        ExportFile.Delimiters.withHeader("Account address,Hide notifications\n"),
                        MUTES,
                        row -> Csv.line(
                                handle(row), row.getBoolean("notifications").toString())),
                new ExportFile(
                        "bookmarks.csv",
                        "bookmarks.csv",
                        CSV,
                        Scope.READ_BOOKMARKS,
                        ExportFile.Delimiters.withHeader(""),
                        BOOKMARKS,
                        row -> Csv.line(publicUrl + "/users/" + row.getString("username") + "/statuses/"
                                + row.getLong("status_id"))));
    }

    private String handle(Row row) {
        return row.getString("username") + "@" + publicUrl.domain();
    }
}
