package social.skein.trend;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import social.skein.model.SnowflakeIds;
import social.skein.model.StatusId;
import social.skein.sql.Sql;

/**
 * The scores of hashtags and statuses. Each account counts once, by its latest use, which loses half its weight with
 * each half-life: the score is the sum over accounts of {@code 0.5 ^ (age / half-life)}. A thousand posts of one
 * account therefore weigh as much as one, and unused items decay. Scores are computed from the current rows, so deleted
 * and edited statuses and authors that opt out of discovery disappear with the next computation.
 *
 * <p>The work is bounded by the number of candidates and by the latest uses of each. Only public statuses carry
 * hashtags, so nothing private counts; neither do items used by a single account.
 */
final class Scores {
    /** The number of hashtags, and of statuses, that are stored. */
    static final int MAX_TRENDS = 100;

    private static final Duration TAG_HALF_LIFE = Duration.ofHours(24);
    private static final Duration STATUS_HALF_LIFE = Duration.ofHours(12);
    private static final Duration TAG_MAX_AGE = Duration.ofDays(7);
    private static final Duration STATUS_MAX_AGE = Duration.ofDays(3);
    private static final Duration CANDIDATE_WINDOW = Duration.ofDays(1);

    private static final int MAX_CANDIDATES = 500;
    private static final int MIN_ACCOUNTS = 2;

    private static final String RECENTLY_USED_TAGS = """
            select tag
              from (select tag from status_tag where status_id >= $1 order by status_id desc limit 100000) latest
             group by tag
             order by count(*) desc
             limit $2
            """;

    private static final String TOP_TAGS = """
            with used as (
                select candidate as tag, u.account_id, max(u.status_id) as latest
                  from unnest(array(select tag from trending_tag union select unnest($1::text[]))) candidate
                 cross join lateral (
                       select account_id, status_id from status_tag
                        where tag = candidate and status_id >= $2
                        order by status_id desc
                        limit 1000) u
                  join account a on a.id = u.account_id and a.discoverable and a.suspended_at is null
                 group by candidate, u.account_id)
            select tag, sum(power(0.5, ($3 - (latest >> 22) - 1420070400000)::float8 / $4)) as score
              from used
             group by tag
            having count(*) >= $5
             order by score desc, tag
             limit $6
            """;

    private static final String TOP_STATUSES = """
            with shared as (
                select status_id
                  from (select status_id, favourites + reblogs as interactions from status_counter
                         where status_id >= $1
                         order by status_id desc
                         limit 200000) counted
                 group by status_id
                having sum(interactions) >= $4
                 order by sum(interactions) desc
                 limit $5),
            interaction as (
                select s.id, i.account_id, max(i.id) as latest
                  from shared
                  join status s on s.id = shared.status_id and s.visibility = 'public' and s.in_reply_to_id is null
                            and not s.sensitive and s.spoiler_text = ''
                  join account a on a.id = s.account_id and a.discoverable and a.suspended_at is null
                 cross join lateral (
                       (select account_id, id from favourite where status_id = s.id order by id desc limit 1000)
                       union all
                       (select account_id, id from status
                         where reblog_of_id = s.id and visibility in ('public', 'unlisted') limit 1000)) i
                 where i.account_id <> s.account_id
                 group by s.id, i.account_id)
            select id, sum(power(0.5, ($2 - (latest >> 22) - 1420070400000)::float8 / $3)) as score
              from interaction
             group by id
            having count(*) >= $4
             order by score desc, id desc
             limit $6
            """;

    private Scores() {}

    /** The hashtags used most in the last day: the candidates that may be trending. */
    static Future<List<String>> recentlyUsedTags(Sql sql, Instant now) {
        return sql.list(
                RECENTLY_USED_TAGS,
                row -> row.getString("tag"),
                SnowflakeIds.lowestAt(now.minus(CANDIDATE_WINDOW)),
                MAX_CANDIDATES);
    }

    /** A hashtag or a status with its score. */
    record Scored<T>(T item, double score) {}

    /** The highest-scoring of these hashtags and of the currently trending ones. */
    static Future<List<Scored<String>>> topTags(Sql sql, List<String> candidates, Instant now) {
        return sql.list(
                TOP_TAGS,
                row -> new Scored<>(row.getString("tag"), score(row)),
                candidates.toArray(String[]::new),
                SnowflakeIds.lowestAt(now.minus(TAG_MAX_AGE)),
                now.toEpochMilli(),
                (double) TAG_HALF_LIFE.toMillis(),
                MIN_ACCOUNTS,
                MAX_TRENDS);
    }

    /** The highest-scoring statuses of the last days. */
    static Future<List<Scored<StatusId>>> topStatuses(Sql sql, Instant now) {
        return sql.list(
                TOP_STATUSES,
                row -> new Scored<>(new StatusId(row.getLong("id")), score(row)),
                SnowflakeIds.lowestAt(now.minus(STATUS_MAX_AGE)),
                now.toEpochMilli(),
                (double) STATUS_HALF_LIFE.toMillis(),
                MIN_ACCOUNTS,
                MAX_CANDIDATES,
                MAX_TRENDS);
    }

    private static double score(Row row) {
        return row.getDouble("score");
    }
}
