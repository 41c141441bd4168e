package social.skein.account;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import social.skein.model.AccountId;
import social.skein.model.UnspacedScripts;
import social.skein.sql.Reads;

/**
 * Searches accounts by name: first prefix matches of the username, then of the display name, then substring and trigram
 * matches by descending similarity. Accents and other marks are ignored, see the database function {@code fold_name}.
 * Suspended accounts are excluded.
 */
public final class AccountNameSearch {
    private static final String FOLD = "select fold_name($1) as term";

    /** Two range scans of an index; {@code chr(1114111)} sorts after every text with the prefix. */
    private static final String PREFIX_MATCHES = """
            select id from (
                (select id, 0 as rank, lower(username) as text from account
                  where lower(username) ~>=~ $1 and lower(username) ~<~ ($1 || chr(1114111)) and suspended_at is null
                  order by lower(username) using ~<~ limit $2)
                union all
                (select id, 1 as rank, fold_name(display_name) as text from account
                  where fold_name(display_name) ~>=~ $1 and fold_name(display_name) ~<~ ($1 || chr(1114111))
                    and suspended_at is null
                  order by fold_name(display_name) using ~<~ limit $2)
            """;

    private static final String RANKED = """
            ) found
             group by id
             order by min(rank), min(text), id
             limit $3 offset $4
            """;

    private static final String FIND = PREFIX_MATCHES + RANKED;

    /** In scripts without spaces a part of a name is found by one or two characters. */
    private static final String FIND_PART = PREFIX_MATCHES + """
                union all
                (select id, 2 as rank, lower(username) as text from account
                  where name_terms(fold_name(username || ' ' || display_name)) @> array[$1]::text[]
                    and suspended_at is null
                  limit 300)
            """ + RANKED;

    /**
     * A name is similar if it has at least 60 % of the trigrams. It then contains every trigram of at least one {@link
     * Trigrams#arrayLiterals group}, so the index is searched for whole groups. Each group yields at most 300
     * candidates, which are then ranked: a text that matches more names is too short to rank well.
     */
    private static final String FIND_SIMILAR = PREFIX_MATCHES + """
                union all
                (select id, 3 - similarity.share as rank, lower(username) as text
                   from (select distinct id, username, display_name
                           from unnest($5::text[]) trigram_group
                          cross join lateral (
                                select id, username, display_name from account
                                 where name_terms(fold_name(username || ' ' || display_name)) @> trigram_group::text[]
                                   and suspended_at is null
                                 limit 300) matching) candidate
                  cross join lateral (
                        select count(*)::float8 / cardinality($6::text[]) as share
                          from unnest($6::text[]) wanted
                         where wanted = any(name_terms(fold_name(username || ' ' || display_name)))) similarity
                  where similarity.share >= 0.6 or fold_name(username || ' ' || display_name) like $7)
            """ + RANKED;

    private static final String FIND_AMONG = """
            select id from account
             where id = any($1) and suspended_at is null
               and (lower(username) like $2 or fold_name(display_name) like $2)
             order by lower(username) not like $3, fold_name(display_name) not like $3, lower(username), id
             limit $4 offset $5
            """;

    /** Shorter texts are similar to nearly every name. */
    private static final int MIN_SIMILARITY_LENGTH = 3;

    private final Reads reads;

    public AccountNameSearch(Reads reads) {
        this.reads = reads;
    }

    /** The accounts that match a text, best first. */
    public Future<List<AccountId>> find(String text, int limit, int offset) {
        return fold(text)
                .compose(term -> term.isBlank() ? Future.succeededFuture(List.of()) : findFolded(term, limit, offset));
    }

    private Future<List<AccountId>> findFolded(String term, int limit, int offset) {
        int maxPerScan = limit + offset;
        if (term.codePointCount(0, term.length()) < MIN_SIMILARITY_LENGTH) {
            return term.codePoints().allMatch(UnspacedScripts::contains)
                    ? reads.list(FIND_PART, AccountNameSearch::id, term, maxPerScan, limit, offset)
                    : reads.list(FIND, AccountNameSearch::id, term, maxPerScan, limit, offset);
        }
        Trigrams trigrams = Trigrams.of(term);
        return reads.list(
                FIND_SIMILAR,
                AccountNameSearch::id,
                term,
                maxPerScan,
                limit,
                offset,
                trigrams.arrayLiterals().toArray(String[]::new),
                trigrams.all().toArray(String[]::new),
                "%" + escapeLike(term) + "%");
    }

    /** The given accounts whose names contain a text. */
    public Future<List<AccountId>> findAmong(Collection<AccountId> accounts, String text, int limit, int offset) {
        return fold(text)
                .map(AccountNameSearch::escapeLike)
                .compose(term -> reads.list(
                        FIND_AMONG,
                        AccountNameSearch::id,
                        accounts.stream().map(AccountId::value).toArray(Long[]::new),
                        "%" + term + "%",
                        term + "%",
                        limit,
                        offset));
    }

    /** Folds a search text as the index folds names. */
    private Future<String> fold(String text) {
        return reads.one(FOLD, row -> row.getString("term"), text);
    }

    /** The text as a {@code like} pattern that matches it literally. */
    private static String escapeLike(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static AccountId id(Row row) {
        return new AccountId(row.getLong("id"));
    }
}
