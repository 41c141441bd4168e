package social.skein.filter;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import social.skein.cluster.Hints;
import social.skein.filter.FilterWish.KeywordWish;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.sql.Sql;

/** What people do with their filters. Their clients are told after each change. */
public final class FilterBook {
    private static final int MOST_FILTERS = 100;

    private static final String CREATE = """
            insert into filter (id, account_id, title, context, action) values ($1, $2, '', '{}', 'warn')
            """;

    private static final String COUNT = "select count(*) as filters from filter where account_id = $1";

    private static final String CHANGE = """
            update filter
               set title = coalesce($3, title), context = coalesce($4::text[], context), action = coalesce($5, action),
                   expires_at = case when $6::boolean then now() + $7::bigint * interval '1 second' else expires_at end
             where id = $1 and account_id = $2
            """;

    private static final String DELETE = """
            with keywords as (
                delete from filter_keyword where filter_id = $1 and account_id = $2),
            picks as (
                delete from filter_status where filter_id = $1 and account_id = $2)
            delete from filter where id = $1 and account_id = $2
            """;

    private final Db db;
    private final Hints hints;

    public FilterBook(Db db, Hints hints) {
        this.db = db;
        this.hints = hints;
    }

    Future<Filter> create(AccountId owner, FilterWish wish) {
        return write(
                owner,
                (tx, id) -> tx.update(CREATE, id, owner.value())
                        .compose(created -> tx.one(COUNT, row -> row.getLong("filters"), owner.value()))
                        .compose(filters -> filters > MOST_FILTERS
                                ? Future.failedFuture(new Problem.Invalid(
                                        "Validation failed: There should be at most " + MOST_FILTERS + " filters"))
                                : change(tx, owner, id, wish)));
    }

    Future<Filter> change(AccountId owner, long filter, FilterWish wish) {
        return write(owner, (tx, drawn) -> change(tx, owner, filter, wish));
    }

    private static Future<Filter> change(Sql tx, AccountId owner, long filter, FilterWish wish) {
        return tx.update(
                        CHANGE,
                        filter,
                        owner.value(),
                        wish.title().orElse(null),
                        wish.context().map(FilterBook::words).orElse(null),
                        wish.action().map(FilterAction::toString).orElse(null),
                        wish.expiry().isPresent(),
                        wish.expiry().flatMap(FilterWish.Expiry::seconds).orElse(null))
                .map(FilterBook::found)
                .compose(there -> FilterParts.keywords(tx, owner, filter, wish.keywords()))
                .compose(done -> Filters.get(tx, owner, filter));
    }

    Future<Void> delete(AccountId owner, long filter) {
        return write(owner, (tx, drawn) -> delete(tx, owner, filter));
    }

    private static Future<Void> delete(Sql tx, AccountId owner, long filter) {
        return tx.update(DELETE, filter, owner.value()).map(FilterBook::found);
    }

    /** Puts a keyword into a filter; returns it as it then is. */
    Future<Filter.Keyword> add(AccountId owner, long filter, KeywordWish wish) {
        return write(
                owner,
                (tx, id) -> Filters.get(tx, owner, filter)
                        .compose(there -> FilterParts.keywords(tx, owner, filter, List.of(wish)))
                        .compose(done -> Filters.get(tx, owner, filter))
                        .map(after -> after.keywords().get(after.keywords().size() - 1)));
    }

    Future<Filter.Keyword> change(AccountId owner, long keyword, KeywordWish wish) {
        return write(
                owner,
                (tx, drawn) -> Filters.withKeyword(tx, owner, keyword)
                        .compose(filter -> FilterParts.keywords(tx, owner, filter.id(), List.of(wish.of(keyword))))
                        .compose(done -> Filters.withKeyword(tx, owner, keyword))
                        .map(filter -> filter.keyword(keyword)));
    }

    Future<Void> deleteKeyword(AccountId owner, long keyword) {
        return write(owner, (tx, drawn) -> FilterParts.deleteKeyword(tx, owner, keyword));
    }

    /** Filters a status whatever it says; returns the pick, which is the same one every time. */
    Future<Filter.Pick> pick(AccountId owner, long filter, StatusId status) {
        return write(
                owner,
                (tx, id) -> Filters.get(tx, owner, filter)
                        .compose(there -> FilterParts.pick(tx, owner, there, id, status))
                        .compose(done -> Filters.get(tx, owner, filter))
                        .map(after -> after.pick(status)));
    }

    Future<Void> deletePick(AccountId owner, long pick) {
        return write(owner, (tx, drawn) -> FilterParts.deletePick(tx, owner, pick));
    }

    /** Makes a filter of one keyword, as the first version of the API has them. */
    Future<Filter> createOld(AccountId owner, FilterWish wish, KeywordWish keyword) {
        return create(
                owner, new FilterWish(wish.title(), wish.context(), wish.action(), wish.expiry(), List.of(keyword)));
    }

    /**
     * Changes a keyword and its filter together. Where the filter has others too, which the first version of the API cannot
     * show, nothing may change that concerns them.
     */
    Future<Filter> changeOld(AccountId owner, long keyword, FilterWish wish, KeywordWish words) {
        return write(
                owner,
                (tx, drawn) -> Filters.withKeyword(tx, owner, keyword)
                        .compose(filter -> change(tx, owner, filter.id(), wish.forOne(filter, words.of(keyword)))));
    }

    /** Deletes a keyword, and its filter with the last of them: clients of the first version would never see it again. */
    Future<Void> deleteOld(AccountId owner, long keyword) {
        return write(
                owner,
                (tx, drawn) -> Filters.withKeyword(tx, owner, keyword)
                        .compose(filter ->
                                filter.keywords().size() == 1 && filter.picks().isEmpty()
                                        ? delete(tx, owner, filter.id())
                                        : FilterParts.deleteKeyword(tx, owner, keyword)));
    }

    private <T> Future<T> write(AccountId owner, BiFunction<Sql, Long, Future<T>> work) {
        return db.transaction(tx -> {
            tx.afterCommit(() -> hints.publish(FiltersChanged.HINT, new FiltersChanged(owner)));
            return tx.nextId(Ids.shard(owner.value())).compose(id -> work.apply(tx, id));
        });
    }

    private static String[] words(Set<FilterContext> context) {
        return context.stream().sorted().map(FilterContext::toString).toArray(String[]::new);
    }

    static Void found(int rows) {
        if (rows == 0) {
            throw new Problem.NotFound();
        }
        return null;
    }
}
