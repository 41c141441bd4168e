package social.skein.filter;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import social.skein.cluster.HintBus;
import social.skein.filter.FilterUpdate.KeywordUpdate;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.sql.Transaction;

/** Creates, changes and deletes filters. A hint after each change notifies the clients of the account. */
public final class FilterWriter {
    private static final int MAX_FILTERS = 100;

    private static final String CREATE = """
            insert into filter (id, account_id, title, context, action) values ($1, $2, '', '{}', 'warn')
            """;

    private static final String COUNT = "select count(*) as filters from filter where account_id = $1";

    private static final String UPDATE = """
            update filter
               set title = coalesce($3, title), context = coalesce($4::text[], context), action = coalesce($5, action),
                   expires_at = case when $6::boolean then now() + $7::bigint * interval '1 second' else expires_at end
             where id = $1 and account_id = $2
            """;

    private static final String DELETE = """
            with keywords as (
                delete from filter_keyword where filter_id = $1 and account_id = $2),
            statuses as (
                delete from filter_status where filter_id = $1 and account_id = $2)
            delete from filter where id = $1 and account_id = $2
            """;

    private final Db db;
    private final HintBus hints;

    public FilterWriter(Db db, HintBus hints) {
        this.db = db;
        this.hints = hints;
    }

    Future<Filter> create(AccountId owner, FilterUpdate update) {
        return inTransaction(
                owner,
                (tx, id) -> tx.update(CREATE, id, owner.value())
                        .compose(created -> tx.one(COUNT, row -> row.getLong("filters"), owner.value()))
                        .compose(filters -> filters > MAX_FILTERS
                                ? Future.failedFuture(new Problem.Invalid(
                                        "Validation failed: There should be at most " + MAX_FILTERS + " filters"))
                                : update(tx, owner, id, update)));
    }

    Future<Filter> update(AccountId owner, long filter, FilterUpdate update) {
        return inTransaction(owner, (tx, id) -> update(tx, owner, filter, update));
    }

    private static Future<Filter> update(Transaction tx, AccountId owner, long filter, FilterUpdate update) {
        return tx.update(
                        UPDATE,
                        filter,
                        owner.value(),
                        update.title().orElse(null),
                        update.context().map(FilterWriter::names).orElse(null),
                        update.action().map(FilterAction::toString).orElse(null),
                        update.expiry().isPresent(),
                        update.expiry().flatMap(FilterUpdate.Expiry::seconds).orElse(null))
                .map(FilterWriter::requireFound)
                .compose(found -> FilterEntries.saveKeywords(tx, owner, filter, update.keywords()))
                .compose(done -> Filters.get(tx, owner, filter));
    }

    Future<Void> delete(AccountId owner, long filter) {
        return inTransaction(owner, (tx, id) -> delete(tx, owner, filter));
    }

    private static Future<Void> delete(Transaction tx, AccountId owner, long filter) {
        return tx.update(DELETE, filter, owner.value()).map(FilterWriter::requireFound);
    }

    /** Adds a keyword to a filter, and returns it. */
    Future<Filter.Keyword> addKeyword(AccountId owner, long filter, KeywordUpdate update) {
        return inTransaction(
                owner,
                (tx, id) -> Filters.get(tx, owner, filter)
                        .compose(found -> FilterEntries.saveKeywords(tx, owner, filter, List.of(update)))
                        .compose(done -> Filters.get(tx, owner, filter))
                        .map(after -> after.keywords().get(after.keywords().size() - 1)));
    }

    Future<Filter.Keyword> updateKeyword(AccountId owner, long keyword, KeywordUpdate update) {
        return inTransaction(
                owner,
                (tx, id) -> Filters.getByKeyword(tx, owner, keyword)
                        .compose(filter ->
                                FilterEntries.saveKeywords(tx, owner, filter.id(), List.of(update.withId(keyword))))
                        .compose(done -> Filters.getByKeyword(tx, owner, keyword))
                        .map(filter -> filter.keyword(keyword)));
    }

    Future<Void> deleteKeyword(AccountId owner, long keyword) {
        return inTransaction(owner, (tx, id) -> FilterEntries.deleteKeyword(tx, owner, keyword));
    }

    /** Adds a status to a filter, and returns the entry; adding it again returns the same entry. */
    Future<Filter.FilterStatus> addStatus(AccountId owner, long filter, StatusId status) {
        return inTransaction(
                owner,
                (tx, id) -> Filters.get(tx, owner, filter)
                        .compose(found -> FilterEntries.addStatus(tx, owner, found, id, status))
                        .compose(done -> Filters.get(tx, owner, filter))
                        .map(after -> after.statusEntry(status)));
    }

    Future<Void> deleteStatus(AccountId owner, long id) {
        return inTransaction(owner, (tx, shardId) -> FilterEntries.deleteStatus(tx, owner, id));
    }

    /** Creates a filter with a single keyword, as version 1 of the API has them. */
    Future<Filter> createV1(AccountId owner, FilterUpdate update, KeywordUpdate keyword) {
        return create(
                owner,
                new FilterUpdate(update.title(), update.context(), update.action(), update.expiry(), List.of(keyword)));
    }

    /**
     * Changes a keyword together with its filter. If the filter has other entries, which version 1 of the API cannot
     * show, changes that would affect them fail.
     */
    Future<Filter> updateV1(AccountId owner, long keyword, FilterUpdate update, KeywordUpdate keywordUpdate) {
        return inTransaction(
                owner,
                (tx, id) -> Filters.getByKeyword(tx, owner, keyword)
                        .compose(filter -> update(
                                tx,
                                owner,
                                filter.id(),
                                update.forSingleKeyword(filter, keywordUpdate.withId(keyword)))));
    }

    /** Deletes a keyword, and an emptied filter with it: clients of version 1 could not see such a filter. */
    Future<Void> deleteV1(AccountId owner, long keyword) {
        return inTransaction(
                owner,
                (tx, id) -> Filters.getByKeyword(tx, owner, keyword)
                        .compose(filter -> filter.keywords().size() == 1
                                        && filter.statuses().isEmpty()
                                ? delete(tx, owner, filter.id())
                                : FilterEntries.deleteKeyword(tx, owner, keyword)));
    }

    private <T> Future<T> inTransaction(AccountId owner, BiFunction<Transaction, Long, Future<T>> work) {
        return db.inShardOf(owner, (tx, id) -> {
            tx.afterCommit(() -> hints.publish(FiltersChanged.HINT, new FiltersChanged(owner)));
            return work.apply(tx, id);
        });
    }

    private static String[] names(Set<FilterContext> context) {
        return context.stream().sorted().map(FilterContext::toString).toArray(String[]::new);
    }

    static Void requireFound(int rows) {
        if (rows == 0) {
            throw new Problem.NotFound();
        }
        return null;
    }
}
