package social.skein.tag;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import social.skein.model.SnowflakeIds;
import social.skein.sql.Db;

/** The hashtags of public statuses, and their usage on each of the last days. */
public final class Tags {
    /** Adds the hashtags $1 that are new. */
    public static final String INSERT_NAMES = "insert into tag (name) select unnest($1::text[]) on conflict do nothing";

    /** Adds all hashtags that statuses use, after a bulk load. */
    public static final String INSERT_USED =
            "insert into tag (name) select distinct tag from status_tag on conflict do nothing";

    /** Counts the uses of the hashtags $1, up to 10,000 each. */
    public static final String UPDATE_USE_COUNTS = """
            update tag set uses = counted.uses
              from unnest($1::text[]) used
             cross join lateral (
                   select count(*) as uses from (select from status_tag where tag = used limit 10000) latest) counted
             where tag.name = used and tag.uses <> counted.uses
            """;

    /** The number of statuses with the hashtag on one day, and the number of their authors. */
    record DailyUsage(LocalDate date, long uses, long accounts) {}

    private static final int HISTORY_DAYS = 7;

    /** The number of uses counted for one page, newest first, shared among its hashtags with a minimum for each. */
    private static final int MAX_COUNTED_USES = 50_000;

    private static final int MIN_COUNTED_USES = 1_000;

    /** The day is derived from the timestamp in the id. */
    private static final String HISTORY = """
            select requested as tag, ((status_id >> 22) + 1420070400000) / 86400000 as day,
                   count(*) as uses, count(distinct account_id) as accounts
              from unnest($1::text[]) requested
             cross join lateral (
                   select status_id, account_id from status_tag
                    where tag = requested and status_id >= $2
                    order by status_id desc
                    limit $3) used
             group by 1, 2
            """;

    /**
     * The stored use counts are approximate and select the candidates; candidates are then counted, up to a thousand. A
     * tag without any remaining use is not returned.
     */
    private static final String FIND_BY_PREFIX = """
            select name
              from (select name, uses from tag
                     where (name >= $1 and name < $1 || chr(1114111)) or name = $5
                     order by uses desc, name
                     limit $2) candidate
             cross join lateral (
                   select count(*) as counted
                     from (select from status_tag where tag = name collate "default" limit 1000) used) use
             where counted > 0
             order by name = $5 desc, greatest(counted, case when counted = 1000 then uses end) desc, name
             limit $3 offset $4
            """;

    private static final int EXTRA_CANDIDATES = 60;

    private final Db db;
    private final Clock clock;

    public Tags(Db db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Hashtags with a prefix from {@link Hashtag#parsePrefix}: an exact match first, then in descending order of use. */
    public Future<List<String>> findByPrefix(String prefix, int limit, int offset) {
        return db.readOnly()
                .list(
                        FIND_BY_PREFIX,
                        row -> row.getString("name"),
                        prefix,
                        EXTRA_CANDIDATES + limit + offset,
                        limit,
                        offset,
                        HashtagNames.withFinalSigma(prefix));
    }

    /** The usage of each hashtag on the last days, today first; includes days without any. */
    Future<Map<String, List<DailyUsage>>> history(Collection<String> names) {
        if (names.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Instant first =
                today.minusDays(HISTORY_DAYS - 1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return db.readOnly()
                .list(
                        HISTORY,
                        row -> Map.entry(
                                row.getString("tag"),
                                new DailyUsage(
                                        LocalDate.ofEpochDay(row.getLong("day")),
                                        row.getLong("uses"),
                                        row.getLong("accounts"))),
                        names.toArray(String[]::new),
                        SnowflakeIds.lowestAt(first),
                        Math.max(MIN_COUNTED_USES, MAX_COUNTED_USES / names.size()))
                .map(found -> histories(names, today, found));
    }

    private static Map<String, List<DailyUsage>> histories(
            Collection<String> names, LocalDate today, List<Map.Entry<String, DailyUsage>> found) {
        Map<String, Map<LocalDate, DailyUsage>> days = new HashMap<>();
        found.forEach(entry -> days.computeIfAbsent(entry.getKey(), first -> new HashMap<>())
                .put(entry.getValue().date(), entry.getValue()));
        Map<String, List<DailyUsage>> histories = new HashMap<>();
        for (String name : names) {
            Map<LocalDate, DailyUsage> used = days.getOrDefault(name, Map.of());
            histories.put(
                    name,
                    today.minusDays(HISTORY_DAYS - 1)
                            .datesUntil(today.plusDays(1))
                            .sorted((one, other) -> other.compareTo(one))
                            .map(date -> used.getOrDefault(date, new DailyUsage(date, 0, 0)))
                            .toList());
        }
        return histories;
    }
}
