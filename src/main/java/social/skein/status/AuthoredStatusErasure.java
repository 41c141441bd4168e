package social.skein.status;

import io.vertx.core.Future;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import social.skein.feature.ErasureStep;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/**
 * Erases the statuses and boosts of a deleted account. Each is deleted as if by its author, with its own fact, so that
 * timelines, streams, notifications and counts are updated.
 */
public final class AuthoredStatusErasure implements ErasureStep {
    private static final String COUNT = "select count(*) as n from status where account_id = $1";

    /** {@link Statuses} does not return statuses of a deleted account. The counts are not needed. */
    private static final String SELECT_PAGE = """
            select id, account_id, visibility, content, source, spoiler_text, sensitive, language,
                   in_reply_to_id, in_reply_to_account_id, reblog_of_id, reblog_of_account_id,
                   application_name, application_website, tags, mentions, conversation_id, created_at, edited_at,
                   media::text as media,
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
        return db.inShardOf(
                account,
                (tx, unused) -> tx.list(
                                SELECT_PAGE, row -> StatusRows.fromRow(row, Optional.empty()), account.value(), limit)
                        .compose(page -> deleteAll(tx, page.iterator()).map(page.size())));
    }

    /** Ignores a status that is gone: a boost is deleted concurrently when its original is. */
    private Future<Void> deleteAll(Transaction tx, Iterator<Status> remaining) {
        return remaining.hasNext()
                ? writer.delete(tx, remaining.next())
                        .recover(failure -> failure instanceof Problem.NotFound
                                ? Future.succeededFuture()
                                : Future.failedFuture(failure))
                        .compose(deleted -> deleteAll(tx, remaining))
                : Future.succeededFuture();
    }
}
