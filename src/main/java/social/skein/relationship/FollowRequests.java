package social.skein.relationship;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import social.skein.events.Fact;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageRequest;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/** The pending follow requests. A request stores the options of the follow it may become. */
public final class FollowRequests {
    /** The maximum count: clients show the number of requests, and beyond this it makes no difference. */
    private static final int MAX_COUNTED = 1_000;

    private static final String UPSERT = """
            insert into follow_request (account_id, target_id, id, reblogs, notify, languages)
            values ($1, $2, $3, coalesce($4::boolean, true), coalesce($5::boolean, false), coalesce($6::text[], '{}'))
            on conflict (account_id, target_id) do update
               set reblogs = coalesce($4, follow_request.reblogs), notify = coalesce($5, follow_request.notify),
                   languages = coalesce($6, follow_request.languages)
            returning id = $3 as added
            """;

    private static final String DELETE = """
            delete from follow_request where account_id = $1 and target_id = $2 returning reblogs, notify, languages
            """;

    private static final String PAGE = """
            select id, account_id as account from follow_request where target_id = $4 and id > $1 and id < $2
            """;

    private static final String OLDEST = """
            select account_id as account from follow_request where target_id = $1 order by id limit $2
            """;

    private static final String COUNT = """
            select count(*)::integer as pending
              from (select 1 from follow_request where target_id = $1 limit $2) counted
            """;

    private final Db db;
    private final Outbox outbox;

    public FollowRequests(Db db, Outbox outbox) {
        this.db = db;
        this.outbox = outbox;
    }

    /** Requests to follow; an existing request only takes the given options. */
    Future<Void> add(Transaction tx, AccountId follower, AccountId target, long id, FollowOptions options) {
        return tx.one(UPSERT, row -> row.getBoolean("added"), options.arguments(follower.value(), target.value(), id))
                .compose(added -> added
                        ? outbox.append(tx, new Fact.FollowRequested(follower, target))
                        : Future.succeededFuture());
    }

    /** Deletes an accepted, rejected or withdrawn request and returns its options; empty if it does not exist. */
    Future<Optional<FollowOptions>> remove(Transaction tx, AccountId follower, AccountId target) {
        return tx.find(DELETE, FollowRequests::options, follower.value(), target.value())
                .compose(options -> options.isEmpty()
                        ? Future.succeededFuture(options)
                        : outbox.append(tx, new Fact.FollowRequestEnded(follower, target))
                                .map(options));
    }

    /** The accounts that requested to follow the target, latest first. */
    Future<Page<AccountEntry>> page(AccountId target, PageRequest window) {
        return db.readOnly().page(PAGE, window, AccountEntry::of, AccountEntry::id, target.value());
    }

    /** The accounts with the oldest requests. */
    Future<List<AccountId>> oldest(AccountId target, int limit) {
        return db.list(OLDEST, AccountEntry::account, target.value(), limit);
    }

    /** The number of pending requests, counted up to a thousand. */
    public Future<Integer> count(AccountId target) {
        return db.readOnly().one(COUNT, row -> row.getInteger("pending"), target.value(), MAX_COUNTED);
    }

    private static FollowOptions options(Row row) {
        return new FollowOptions(
                Optional.of(row.getBoolean("reblogs")),
                Optional.of(row.getBoolean("notify")),
                Optional.of(List.of(row.getArrayOfStrings("languages"))));
    }
}
