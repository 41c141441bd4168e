package social.skein.verification;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import social.skein.model.Problem;
import social.skein.sql.Db;

/** Sums up the space that media use. The database does it in one scan, within a time limit. */
public final class MediaUsage {
    private static final Duration TIMEOUT = Duration.ofSeconds(50);

    private static final String BY_KIND = """
            select case when e.id is not null then 'emoji'
                        when m.id is null then 'other'
                        when m.state = 'deleted' then 'deleted'
                        when m.purpose <> 'attachment' then m.purpose
                        when o.key = m.files->>'preview' then 'thumbnail'
                        when o.key = m.files->>'key' then m.kind
                        when m.state = 'ready' then 'leftover'
                        else 'upload' end as kind,
                   count(*) as objects, sum(o.bytes)::bigint as bytes
              from media_object o left join media m on m.id = o.media_id and m.shard = o.shard
              left join custom_emoji e on e.id = o.media_id
             group by 1
             order by bytes desc, kind
            """;

    private static final String LARGEST_ACCOUNTS = """
            select u.account_id, a.username, u.objects, u.bytes
              from (select m.account_id, count(*) as objects, sum(o.bytes)::bigint as bytes
                      from media_object o join media m on m.id = o.media_id and m.shard = o.shard
                     group by m.account_id
                     order by bytes desc, m.account_id
                     limit $1) u
              join account a on a.id = u.account_id
             order by u.bytes desc, u.account_id
            """;

    private final Db db;

    MediaUsage(Db db) {
        this.db = db;
    }

    /**
     * The space that objects of one kind use.
     *
     * @param kind {@code image}, {@code gifv}, {@code video}, {@code audio}, {@code thumbnail}, {@code avatar}, {@code
     *     header}, {@code emoji}, {@code upload} if it waits to be processed, {@code deleted} if it waits to be removed, {@code leftover} if nothing shows it, or {@code other}
     */
    public record KindUsage(String kind, long objects, long bytes) {
        static KindUsage of(Row row) {
            return new KindUsage(row.getString("kind"), row.getLong("objects"), row.getLong("bytes"));
        }
    }

    /** The space that all media of one account use. */
    public record AccountUsage(String accountId, String username, long objects, long bytes) {
        static AccountUsage of(Row row) {
            return new AccountUsage(
                    row.getLong("account_id").toString(),
                    row.getString("username"),
                    row.getLong("objects"),
                    row.getLong("bytes"));
        }
    }

    /** The kinds that use space, the largest first. */
    public Future<List<KindUsage>> byKind() {
        return scan(BY_KIND, KindUsage::of);
    }

    /** The accounts that use most. */
    public Future<List<AccountUsage>> largestAccounts(int limit) {
        return scan(LARGEST_ACCOUNTS, AccountUsage::of, limit);
    }

    private <T> Future<List<T>> scan(@CompileTimeConstant String sql, Function<Row, T> mapper, Object... arguments) {
        return db.listWithTimeout(TIMEOUT, sql, mapper, arguments)
                .recover(failure -> Db.isQueryCanceled(failure)
                        ? Future.failedFuture(new Problem.Unavailable(
                                "The database did not sum up the media within " + TIMEOUT.toSeconds() + " s",
                                "statement timeout"))
                        : Future.failedFuture(failure));
    }
}
