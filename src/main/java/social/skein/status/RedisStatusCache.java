package social.skein.status;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.account.AccountStateChanged;
import social.skein.cache.RedisCaches;
import social.skein.cache.RedisLoadingCache;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.model.StatusId;
import social.skein.poll.Polls;
import social.skein.rendering.StatusCache;
import social.skein.sql.Reads;

/**
 * The statuses that timelines show as all processes keep them together; each makes {@link StatusCache} of them. What facts
 * change is forgotten here before another process hears of the fact.
 */
public final class RedisStatusCache {
    private final Statuses statuses;
    private final Reads reads;
    private final RedisLoadingCache<StatusId, StatusCacheEntry> cache;

    public RedisStatusCache(Statuses statuses, Reads reads, RedisCaches memory, HintBus hints) {
        this.statuses = statuses;
        this.reads = reads;
        this.cache = memory.bulkCache(StatusCacheEntry.CACHE_SPEC, this::load);
        hints.beforePublish(Fact.HINT, this::onFact);
        hints.beforePublish(
                AccountStateChanged.HINT,
                changed -> cache.invalidateOwner(changed.account().value()));
    }

    /** Those of the statuses and boosts that are there. Who may see them is not asked here. */
    public Future<Map<StatusId, StatusCacheEntry>> byIds(Set<StatusId> ids) {
        return cache.getAll(ids);
    }

    /** Has a status looked up again, whoever asks for it and wherever. */
    public Future<Void> invalidate(StatusId status) {
        return cache.invalidate(Set.of(status));
    }

    private Future<Map<StatusId, StatusCacheEntry>> load(Set<StatusId> ids) {
        return Future.all(statuses.byIds(ids), Polls.statusesWithPoll(reads, ids))
                .map(found -> {
                    Set<StatusId> polled = found.resultAt(1);
                    return found.<List<Status>>resultAt(0).stream()
                            .collect(Collectors.toMap(
                                    Status::id, status -> StatusCacheEntry.of(status, polled.contains(status.id()))));
                });
    }

    /** Who is locked out, or leaves, takes along all they wrote. */
    private Future<Void> onFact(Fact fact) {
        if (fact instanceof Fact.AccountSuspended
                || fact instanceof Fact.AccountUnsuspended
                || fact instanceof Fact.AccountDeleted) {
            return cache.invalidateOwner(fact.actor().value());
        }
        return cache.invalidate(affectedStatuses(fact).toList());
    }

    /** The statuses that look different since a fact, apart from one that is new. */
    public static Stream<StatusId> affectedStatuses(Fact fact) {
        if (fact instanceof Fact.Favourited liked) {
            return Stream.of(liked.status());
        } else if (fact instanceof Fact.Unfavourited liked) {
            return Stream.of(liked.status());
        } else if (fact instanceof Fact.StatusPosted posted) {
            return concat(posted.inReplyTo(), posted.reblogOf());
        } else if (fact instanceof Fact.StatusDeleted deleted) {
            return Stream.concat(Stream.of(deleted.id()), concat(deleted.inReplyTo(), deleted.reblogOf()));
        } else if (fact instanceof Fact.StatusEdited edited) {
            return Stream.of(edited.id());
        }
        return Stream.empty();
    }

    private static Stream<StatusId> concat(Optional<StatusId> inReplyTo, Optional<StatusId> reblogOf) {
        return Stream.concat(inReplyTo.stream(), reblogOf.stream());
    }
}
