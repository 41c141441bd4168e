package social.skein.marker;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import social.skein.http.WireTimes;
import social.skein.model.AccountId;
import social.skein.sql.Db;

/** The markers of every account. A marker may also move back: the last write wins. */
public final class Markers {
    private static final String FIND = """
            select timeline, last_read_id, version, updated_at
              from marker
             where account_id = $1 and timeline = any($2)
            """;

    /**
     * A single statement, so apps that move a marker at the same time do not conflict. An unchanged position does not
     * count as a move.
     */
    private static final String UPSERT = """
            insert into marker (account_id, timeline, last_read_id)
            select $1, timeline, last_read_id
              from unnest($2::text[], $3::bigint[]) as moved (timeline, last_read_id)
             order by timeline
            on conflict (account_id, timeline) do update
               set last_read_id = excluded.last_read_id,
                   version = marker.version + 1,
                   updated_at = now()
             where marker.last_read_id <> excluded.last_read_id
            """;

    private static final String LAST_READ = """
            select last_read_id from marker where account_id = $1 and timeline = $2
            """;

    private final Db db;

    public Markers(Db db) {
        this.db = db;
    }

    /** The markers of these timelines, by timeline name; timelines without a marker are absent. */
    Future<Map<String, MarkerView>> find(AccountId account, Collection<MarkerTimeline> timelines) {
        Object names = timelines.stream().map(MarkerTimeline::toString).toArray(String[]::new);
        return db.readOnly()
                .list(FIND, row -> Map.entry(row.getString("timeline"), view(row)), account.value(), names)
                .map(Markers::toOrderedMap);
    }

    /** Moves each marker to the id of the last entry read, and returns the markers. */
    Future<Map<String, MarkerView>> save(AccountId account, Map<MarkerTimeline, Long> positions) {
        List<Map.Entry<MarkerTimeline, Long>> moves = List.copyOf(positions.entrySet());
        return db.update(
                        UPSERT,
                        account.value(),
                        moves.stream().map(move -> move.getKey().toString()).toArray(String[]::new),
                        moves.stream().map(Map.Entry::getValue).toArray(Long[]::new))
                .compose(moved -> find(account, positions.keySet()));
    }

    /** The id of the last entry read; 0 without a marker. */
    public Future<Long> lastRead(AccountId account, MarkerTimeline timeline) {
        return db.readOnly()
                .find(LAST_READ, row -> row.getLong("last_read_id"), account.value(), timeline.toString())
                .map(found -> found.orElse(0L));
    }

    private static Map<String, MarkerView> toOrderedMap(List<Map.Entry<String, MarkerView>> entries) {
        Map<String, MarkerView> views = new LinkedHashMap<>();
        entries.forEach(entry -> views.put(entry.getKey(), entry.getValue()));
        return views;
    }

    private static MarkerView view(Row row) {
        return new MarkerView(
                Long.toString(row.getLong("last_read_id")),
                row.getInteger("version"),
                WireTimes.format(row.getOffsetDateTime("updated_at").toInstant()));
    }
}
