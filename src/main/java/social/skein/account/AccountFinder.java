package social.skein.account;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.List;
import social.skein.model.AccountId;
import social.skein.sql.Reads;

/**
 * Finds accounts by a part of their names: first those whose name begins with it, then those whose display name does, then
 * those who have it somewhere or have something like it, the likest first. Suspended ones are not found.
 */
public final class AccountFinder {
    /** The first two walk an index in order from the beginning to the last text that begins with it. */
    private static final String PREFIX_MATCHES = """
            select id from (
                (select id, 0 as rank, lower(username) as text from account
                  where lower(username) ~>=~ $1 and lower(username) ~<~ ($1 || chr(1114111)) and suspended_at is null
                  order by lower(username) using ~<~ limit $2)
                union all
                (select id, 1 as rank, lower(display_name) as text from account
                  where lower(display_name) ~>=~ $1 and lower(display_name) ~<~ ($1 || chr(1114111))
                    and suspended_at is null
                  order by lower(display_name) using ~<~ limit $2)
            """;

    private static final String RANKED = """
            ) found
             group by id
             order by min(rank), min(text), id
             limit $3 offset $4
            """;

    private static final String FIND = PREFIX_MATCHES + RANKED;

    /**
     * Like it is who has most of its groups of characters. Whoever lacks no more than a few of them has all of some
     * {@link Trigrams#arrayLiterals part}, so the index is asked for whole parts only. The order is that of some hundred
     * candidates: what is like more names than that is no name yet.
     */
    private static final String FIND_SIMILAR = PREFIX_MATCHES + """
                union all
                (select id, 3 - common.share as rank, lower(username) as text
                   from (select distinct id, username, display_name
                           from unnest($5::text[]) part
                          cross join lateral (
                                select id, username, display_name from account
                                 where trigrams(lower(username || ' ' || display_name)) @> part::text[]
                                   and suspended_at is null
                                 limit 300) alike) candidate
                  cross join lateral (
                        select count(*)::float8 / cardinality($6::text[]) as share
                          from unnest($6::text[]) wanted
                         where wanted = any(trigrams(lower(username || ' ' || display_name)))) common
                  where common.share >= 0.6 or lower(username || ' ' || display_name) like $7)
            """ + RANKED;

    private static final String FIND_AMONG = """
            select id from account
             where id = any($1) and suspended_at is null
               and (lower(username) like $2 or lower(display_name) like $2)
             order by lower(username) not like $3, lower(display_name) not like $3, lower(username), id
             limit $4 offset $5
            """;

    /** With fewer characters everybody is like everybody. */
    private static final int MIN_SIMILARITY_LENGTH = 3;

    private final Reads reads;

    public AccountFinder(Reads reads) {
        this.reads = reads;
    }

    /** The accounts a text finds, best first. */
    public Future<List<AccountId>> find(String text, int limit, int offset) {
        String part = Accounts.lower(text);
        int enough = limit + offset;
        if (part.codePointCount(0, part.length()) < MIN_SIMILARITY_LENGTH) {
            return reads.list(FIND, AccountFinder::id, part, enough, limit, offset);
        }
        Trigrams trigrams = Trigrams.of(part);
        return reads.list(
                FIND_SIMILAR,
                AccountFinder::id,
                part,
                enough,
                limit,
                offset,
                trigrams.arrayLiterals().toArray(String[]::new),
                trigrams.all().toArray(String[]::new),
                "%" + escapeLike(part) + "%");
    }

    /** Those of some accounts who have a text somewhere in their names. */
    public Future<List<AccountId>> findAmong(Collection<AccountId> accounts, String text, int limit, int offset) {
        String part = escapeLike(Accounts.lower(text));
        return reads.list(
                FIND_AMONG,
                AccountFinder::id,
                accounts.stream().map(AccountId::value).toArray(Long[]::new),
                "%" + part + "%",
                part + "%",
                limit,
                offset);
    }

    /** The text as a pattern that matches nothing else. */
    private static String escapeLike(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static AccountId id(Row row) {
        return new AccountId(row.getLong("id"));
    }
}
