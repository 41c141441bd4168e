package social.skein.filter;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.sql.Reads;

/** The filters of every account, visible to their owner only. */
public final class Filters {
    private static final String SELECT = """
            select f.id, f.account_id, f.title, f.context, f.action, f.expires_at,
                   array(select k.id from filter_keyword k where k.filter_id = f.id order by k.id) as keyword_ids,
                   array(select k.keyword from filter_keyword k where k.filter_id = f.id order by k.id) as keywords,
                   array(select k.whole_word from filter_keyword k where k.filter_id = f.id order by k.id) as whole_words,
                   array(select p.id from filter_status p where p.filter_id = f.id %1$s order by p.id) as entry_ids,
                   array(select p.status_id from filter_status p where p.filter_id = f.id %1$s order by p.id) as statuses
              from filter f
             where f.account_id %2$s
            """;

    @CompileTimeConstant
    @SuppressWarnings("CompileTimeConstant")
    private static final String SELECT_ALL = String.format(Locale.ROOT, SELECT, "", "= $1");

    @CompileTimeConstant
    private static final String OF_ACCOUNT = SELECT_ALL + " order by f.id";

    @CompileTimeConstant
    private static final String BY_ID = SELECT_ALL + " and f.id = $2";

    @CompileTimeConstant
    private static final String BY_KEYWORD =
            SELECT_ALL + " and f.id = (select filter_id from filter_keyword where id = $2 and account_id = $1)";

    @CompileTimeConstant
    private static final String BY_STATUS_ENTRY =
            SELECT_ALL + " and f.id = (select filter_id from filter_status where id = $2 and account_id = $1)";

    private static final String SELECT_ACTIVE =
            SELECT + " and (f.expires_at is null or f.expires_at > now()) order by f.id";

    @CompileTimeConstant
    @SuppressWarnings("CompileTimeConstant")
    private static final String ACTIVE_OF_ACCOUNT =
            String.format(Locale.ROOT, SELECT_ACTIVE, "and p.status_id = any($2)", "= $1");

    @CompileTimeConstant
    @SuppressWarnings("CompileTimeConstant")
    private static final String ACTIVE_OF_ACCOUNTS =
            String.format(Locale.ROOT, SELECT_ACTIVE, "and p.status_id = any($2)", "= any($1)");

    private final Db db;

    public Filters(Db db) {
        this.db = db;
    }

    /** The filters of an account, including expired ones, oldest first. */
    Future<List<Filter>> byOwner(AccountId owner) {
        return db.readOnly().list(OF_ACCOUNT, Filter::of, owner.value());
    }

    /** The filter, or a {@link Problem.NotFound}. */
    Future<Filter> get(AccountId owner, long id) {
        return get(db.readOnly(), owner, id);
    }

    static Future<Filter> get(Reads reads, AccountId owner, long id) {
        return getBy(reads, BY_ID, owner, id);
    }

    /** The filter with this keyword, or a {@link Problem.NotFound}. */
    Future<Filter> getByKeyword(AccountId owner, long keywordId) {
        return getByKeyword(db.readOnly(), owner, keywordId);
    }

    static Future<Filter> getByKeyword(Reads reads, AccountId owner, long keywordId) {
        return getBy(reads, BY_KEYWORD, owner, keywordId);
    }

    /** The filter with this status entry, or a {@link Problem.NotFound}. */
    Future<Filter> getByStatusEntry(AccountId owner, long entryId) {
        return getBy(db.readOnly(), BY_STATUS_ENTRY, owner, entryId);
    }

    private static Future<Filter> getBy(Reads reads, @CompileTimeConstant String select, AccountId owner, long id) {
        return reads.find(select, Filter::of, owner.value(), id).map(found -> found.orElseThrow(Problem.NotFound::new));
    }

    /** The reader's filters for some statuses, in one statement; without a reader, a matcher without filters. */
    public Future<FilterMatcher> matcher(Optional<AccountId> reader, Collection<StatusId> statuses) {
        if (reader.isEmpty() || statuses.isEmpty()) {
            return Future.succeededFuture(FilterMatcher.none());
        }
        Object ids = statuses.stream().map(StatusId::value).distinct().toArray(Long[]::new);
        return db.readOnly()
                .list(ACTIVE_OF_ACCOUNT, Filter::of, reader.get().value(), ids)
                .map(found -> FilterMatcher.of(reader.get(), found));
    }

    /** The filters of each reader for some statuses, in one statement; readers without filters are absent. */
    public Future<Map<AccountId, FilterMatcher>> matchers(
            Collection<AccountId> readers, Collection<StatusId> statuses) {
        Object accounts = readers.stream().map(AccountId::value).toArray(Long[]::new);
        Object ids = statuses.stream().map(StatusId::value).distinct().toArray(Long[]::new);
        return db.list(ACTIVE_OF_ACCOUNTS, row -> row, accounts, ids)
                .map(rows -> rows.stream()
                        .collect(Collectors.groupingBy(
                                row -> new AccountId(row.getLong("account_id")),
                                Collectors.mapping(Filter::of, Collectors.toList()))))
                .map(found -> found.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> FilterMatcher.of(entry.getKey(), entry.getValue()))));
    }
}
