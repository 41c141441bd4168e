package social.skein.search;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.sql.Db;
import social.skein.text.StemLanguages;

/**
 * Finds statuses by their words, newest first. A word matches itself and, in each language, words with the same stem
 * there: a German status is found by German rules regardless of the viewer's language. An account finds its own
 * statuses, those that mention it, those it liked or bookmarked, and public statuses of authors that allow indexing.
 */
final class StatusTextSearch {
    private static final String STEMS = """
            select spelt, '/' || dictname || '/' || stem as lexeme
              from unnest($1::text[]) spelt
             cross join pg_ts_dict
             cross join lateral unnest(ts_lexize(pg_ts_dict.oid::regdictionary, spelt)) stem
             where dictname = any($2)
            """;

    /**
     * Each source finds its newest matches by its own index, even if there are few; all sources share the conditions.
     */
    private static final String OWN = """
            select w.status_id as id from status_search w
             where w.account_id = $3 and w.status_id >= $1 and w.status_id < $2
            """;

    private static final String MENTIONING = """
            select w.status_id from status_search w
             where w.mentions @> array[$3::bigint] and w.mentions <> '{}' and w.status_id >= $1 and w.status_id < $2
            """;

    private static final String FAVOURITED = """
            select w.status_id from favourite f join status_search w on w.status_id = f.status_id
             where f.account_id = $3 and f.status_id >= $1 and f.status_id < $2
            """;

    private static final String BOOKMARKED = FAVOURITED.replace("favourite f", "bookmark f");

    /** A correlated subquery for each author: a hash of all accounts would cost more than the rest of the statement. */
    private static final String PUBLIC = """
            select w.status_id as id from status_search w
             where w.is_public and w.status_id >= $1 and w.status_id < $2
               and (select (a.indexable or a.id = $3) and a.suspended_at is null
                      from account a where a.id = w.account_id)
            """;

    private static final List<String> LIBRARY = List.of(OWN, MENTIONING, FAVOURITED, BOOKMARKED);

    private static final String NEWEST_OF_SOURCE = " order by w.status_id desc limit $4::int + $5::int";
    private static final String NEWEST = " order by id desc limit $4::int offset $5::int";

    /** A query for common words that never occur together makes the database scan all statuses. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Db db;

    StatusTextSearch(Db db) {
        this.db = db;
    }

    /**
     * The accounts that a query names, resolved.
     *
     * @param included only statuses of these authors; of all authors if empty
     * @param excluded no statuses of these authors
     */
    record AuthorFilter(Collection<AccountId> included, Collection<AccountId> excluded) {}

    /** A page of the results. */
    record SearchPage(long minId, long beforeId, int limit, int offset) {}

    Future<List<StatusId>> find(AccountId viewer, StatusQuery statusQuery, AuthorFilter authors, SearchPage page) {
        return stems(statusQuery)
                .compose(stems -> find(viewer, statusQuery, authors, page, tsQuery(statusQuery, stems)));
    }

    @SuppressWarnings("CompileTimeConstant") // Composed of constants; the search input is in the arguments.
    private Future<List<StatusId>> find(
            AccountId viewer, StatusQuery statusQuery, AuthorFilter authors, SearchPage page, String tsQuery) {
        List<Object> arguments = new ArrayList<>(List.of(
                Math.max(statusQuery.minId(), page.minId),
                Math.min(statusQuery.beforeId(), page.beforeId),
                viewer.value(),
                page.limit,
                page.offset));
        String conditions = conditions(authors, tsQuery, arguments);
        String union = sources(statusQuery)
                .map(source -> "(" + source + conditions + NEWEST_OF_SOURCE + ")")
                .collect(Collectors.joining(" union "));
        String sql = "select id from (" + union + ") found" + NEWEST;
        return db.readOnly()
                .listWithTimeout(TIMEOUT, sql, row -> new StatusId(row.getLong("id")), arguments.toArray())
                .recover(failure -> Future.failedFuture(
                        Db.isQueryCanceled(failure)
                                ? new Problem.Unavailable("This search took too long. Try less common words.")
                                : failure));
    }

    private static Stream<String> sources(StatusQuery statusQuery) {
        return Stream.of(
                        statusQuery.scope().equals(Optional.of(StatusQuery.SearchScope.LIBRARY))
                                ? Stream.<String>empty()
                                : Stream.of(PUBLIC),
                        statusQuery.scope().equals(Optional.of(StatusQuery.SearchScope.PUBLIC))
                                ? Stream.<String>empty()
                                : LIBRARY.stream())
                .flatMap(source -> source);
    }

    private static String conditions(AuthorFilter authors, String tsQuery, List<Object> arguments) {
        StringBuilder sql = new StringBuilder();
        if (!tsQuery.isEmpty()) {
            arguments.add(tsQuery);
            sql.append(" and w.document @@ $").append(arguments.size()).append("::text::tsquery");
        }
        if (!authors.included.isEmpty()) {
            arguments.add(ids(authors.included));
            sql.append(" and w.account_id = any($").append(arguments.size()).append(')');
        }
        if (!authors.excluded.isEmpty()) {
            arguments.add(ids(authors.excluded));
            sql.append(" and w.account_id <> all($").append(arguments.size()).append(')');
        }
        return sql.toString();
    }

    private Future<Map<String, List<String>>> stems(StatusQuery statusQuery) {
        String[] words = statusQuery.terms().stream()
                .flatMap(term -> term instanceof QueryTerm.PhraseTerm phrase && !phrase.exact()
                        ? phrase.words().stream()
                        : Stream.empty())
                .map(word -> word.original())
                .distinct()
                .toArray(String[]::new);
        if (words.length == 0) {
            return Future.succeededFuture(Map.of());
        }
        return db.readOnly()
                .list(STEMS, row -> row, words, StemLanguages.dictionaries())
                .map(rows -> {
                    Map<String, List<String>> stems = new HashMap<>();
                    rows.forEach(row -> stems.computeIfAbsent(row.getString("spelt"), first -> new ArrayList<>())
                            .add(row.getString("lexeme")));
                    return stems;
                });
    }

    private static String tsQuery(StatusQuery statusQuery, Map<String, List<String>> stems) {
        return statusQuery.terms().stream()
                .map(term -> (term.negated() ? "!" : "") + term.tsQuery(word -> stems.getOrDefault(word, List.of())))
                .collect(Collectors.joining(" & "));
    }

    private static Object ids(Collection<AccountId> accounts) {
        return accounts.stream().map(AccountId::value).toArray(Long[]::new);
    }
}
