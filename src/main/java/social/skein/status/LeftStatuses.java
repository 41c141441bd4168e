package social.skein.status;

import io.vertx.core.Future;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import social.skein.account.Forgetting;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.Problem;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/**
 * The statuses and boosts of somebody who leaves. Each is struck out as if its author deleted it, with a fact of its own,
 * so that timelines, streams, notifications and counts follow.
 */
final class LeftStatuses implements Forgetting {
    private static final String COUNT = "select count(*) as n from status where account_id = $1";

    /** Read here, since whoever left is hidden from all other reading. Nobody asks how popular they were. */
    private static final String SOME = """
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
    private final StatusBook book;

    LeftStatuses(Db db, StatusBook book) {
        this.db = db;
        this.book = book;
    }

    @Override
    public String what() {
        return "posts";
    }

    @Override
    public Set<String> columns() {
        return Set.of("status.account_id", "status_tag.account_id", "status_words.account_id", "poll.account_id");
    }

    @Override
    public Future<Long> left(AccountId account) {
        return db.one(COUNT, row -> row.getLong("n"), account.value());
    }

    @Override
    public Future<Integer> forget(AccountId account, int most) {
        return db.transaction(tx -> tx.nextId(Ids.shard(account.value()))
                .compose(held -> tx.list(SOME, row -> StatusRows.status(row, Optional.empty()), account.value(), most))
                .compose(found -> strike(tx, found.iterator()).map(found.size())));
    }

    /** A boost may go at the same moment because what it boosts went. */
    private Future<Void> strike(Sql tx, Iterator<Status> rest) {
        return rest.hasNext()
                ? book.strike(tx, rest.next())
                        .recover(failure -> failure instanceof Problem.NotFound
                                ? Future.succeededFuture()
                                : Future.failedFuture(failure))
                        .compose(struck -> strike(tx, rest))
                : Future.succeededFuture();
    }
}
