package social.skein.timeline;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import social.skein.model.AccountId;
import social.skein.model.PageRequest;
import social.skein.model.StatusId;
import social.skein.sql.Sql;
import social.skein.status.RedisStatusCache;

/**
 * Finds statuses in a timeline in Redis that the database does not know, as after the restore of an older database.
 * Deleted statuses stay in timelines, where readers skip them; an unknown one either has an id that its shard has not
 * issued yet, or is still cached, and then it is shown.
 */
public final class UnknownStatusCheck {
    private static final String MISSING = """
            select missing.id, ((missing.id >> 22) << 10 | (missing.id & 1023)) > id_shard.last as never_issued
              from unnest($1::bigint[]) missing(id)
              join id_shard on id_shard.shard = shard_of(missing.id)
             where not exists (select from status where status.id = missing.id)
            """;

    /** More than a timeline ever has. */
    private static final PageRequest WHOLE = PageRequest.firstPage(1_000_000);

    private final Sql sql;
    private final RedisHomeTimelines timelines;
    private final RedisStatusCache cache;

    public UnknownStatusCheck(Sql sql, RedisHomeTimelines timelines, RedisStatusCache cache) {
        this.sql = sql;
        this.timelines = timelines;
        this.cache = cache;
    }

    /** The ids that the database does not know, newest first. Empty if the timeline is not in Redis. */
    public Future<Optional<List<Long>>> findUnknown(AccountId owner) {
        if (timelines.isDisabled()) {
            return Future.succeededFuture(Optional.empty());
        }
        return timelines
                .peek(owner, WHOLE)
                .compose(found -> found.isPresent()
                        ? findUnknown(found.get().idsIn(WHOLE)).map(Optional::of)
                        : Future.succeededFuture(Optional.empty()));
    }

    private Future<List<Long>> findUnknown(Collection<Long> ids) {
        return sql.list(MISSING, row -> new Missing(row.getLong("id"), row.getBoolean("never_issued")), (Object)
                        ids.toArray(Long[]::new))
                .compose(missing -> cache.findCached(missing.stream()
                                .map(status -> new StatusId(status.id))
                                .collect(Collectors.toSet()))
                        .map(cached -> unknown(missing, cached)));
    }

    /** A status without a row. */
    private record Missing(long id, boolean neverIssued) {}

    private static List<Long> unknown(List<Missing> missing, Set<StatusId> cached) {
        TreeSet<Long> ids = new TreeSet<>();
        for (Missing status : missing) {
            if (status.neverIssued || cached.contains(new StatusId(status.id))) {
                ids.add(status.id);
            }
        }
        return List.copyOf(ids.descendingSet());
    }
}
