package social.skein.status;

import io.vertx.core.Future;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import social.skein.feature.ErasureStep;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/**
 * The statuses and boosts of somebody who leaves. Each is struck out as if its author deleted it, with a fact of its own,
 * so that timelines, streams, notifications and counts follow.
 */
public final class AuthoredStatusErasure implements ErasureStep {
    private static final String COUNT = "select count(*) as n from status where account_id = $1";

    /** Read here, since whoever left is hidden from all other reading. Nobody asks how popular they were. */
    private static final String SELECT_PAGE = """
            select id, account_id, visibility, content, source, spoiler_text, sensitive, language,
                   in_reply_to_id, in_reply_to_account_id, reblog_of_id, reblog_of_account_id,
                   application_name, application_website, tags, mentions, conversation_id, created_at, edited_at,
                   0::bigint as favourites, 0::bigint as reblogs, 0::bigint as replies
              from status
             where account_id = $1
             order by id
             limit $2
            """;

    private final Db db;
    private final StatusWriter writer;

    public AuthoredStatusErasure(Db db, StatusWriter writer) {
        this.db = db;
        this.writer = writer;
    }

    @Override
    public String label() {
        return "posts";
    }

    @Override
    public Set<String> columns() {
        return Set.of("status.account_id", "status_tag.account_id", "status_search.account_id", "poll.account_id");
    }

    @Override
    public Future<Long> countRemaining(AccountId account) {
        return db.one(COUNT, row -> row.getLong("n"), account.value());
    }

    @Override
    public Future<Integer> deleteBatch(AccountId account, int limit) {
        return db.transaction(tx -> tx.nextId(SnowflakeIds.shard(account.value()))
                .compose(held ->
                        tx.list(SELECT_PAGE, row -> StatusRows.fromRow(row, Optional.empty()), account.value(), limit))
                .compose(found -> deleteAll(tx, found.iterator()).map(found.size())));
    }

    /** A boost may go at the same moment because what it boosts went. */
    private Future<Void> deleteAll(Sql tx, Iterator<Status> remaining) {
        return remaining.hasNext()
                ? writer.delete(tx, remaining.next())
                        .recover(failure -> failure instanceof Problem.NotFound
                                ? Future.succeededFuture()
                                : Future.failedFuture(failure))
                        .compose(struck -> deleteAll(tx, remaining))
                : Future.succeededFuture();
    }
}
