package social.skein.status;

import io.vertx.core.Future;
import java.util.Collection;
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
import social.skein.sql.Reads;

/**
 * The statuses of timelines, cached in Redis for all instances, which fill their local {@code StatusCache} from it. An
 * entry is invalidated before the hint of the fact that changed it is published.
 */
public final class RedisStatusCache {
    private final Statuses statuses;
    private final Reads reads;
    private final RedisLoadingCache<StatusId, RedisStatusEntry> cache;

    public RedisStatusCache(Statuses statuses, Reads reads, RedisCaches caches, HintBus hints) {
        this.statuses = statuses;
        this.reads = reads;
        this.cache = caches.bulkCache(RedisStatusEntry.CACHE_SPEC, this::load);
        hints.beforePublish(Fact.HINT, this::onFact);
        hints.beforePublish(StatusesChanged.HINT, changed -> cache.invalidate(changed.statuses()));
        hints.beforePublish(
                AccountStateChanged.HINT,
                changed -> cache.invalidateOwner(changed.account().value()));
    }

    /** The statuses and boosts that exist. Visibility is not checked here. */
    public Future<Map<StatusId, RedisStatusEntry>> byIds(Set<StatusId> ids) {
        return cache.getAll(ids);
    }

    /** Removes a status, so that every instance loads it anew. */
    public Future<Void> invalidate(StatusId status) {
        return cache.invalidate(Set.of(status));
    }

    /** Removes all statuses. */
    public Future<Void> invalidateAll() {
        return cache.invalidateAll();
    }

    /** Those of the statuses that Redis has. Loads nothing. */
    public Future<Set<StatusId>> findCached(Collection<StatusId> statuses) {
        return cache.findCached(statuses);
    }

    private Future<Map<StatusId, RedisStatusEntry>> load(Set<StatusId> ids) {
        return Future.all(statuses.byIds(ids), Polls.statusesWithPoll(reads, ids))
                .map(found -> {
                    Set<StatusId> withPoll = found.resultAt(1);
                    return found.<List<Status>>resultAt(0).stream()
                            .collect(Collectors.toMap(
                                    Status::id, status -> RedisStatusEntry.of(status, withPoll.contains(status.id()))));
                });
    }

    /** The statuses of a suspended or deleted account disappear with it. */
    private Future<Void> onFact(Fact fact) {
        if (fact instanceof Fact.AccountSuspended
                || fact instanceof Fact.AccountUnsuspended
                || fact instanceof Fact.AccountDeleted) {
            return cache.invalidateOwner(fact.actor().value());
        }
        return cache.invalidate(affectedStatuses(fact).toList());
    }

    /** The statuses whose view a fact changes, except a new one. */
    public static Stream<StatusId> affectedStatuses(Fact fact) {
        if (fact instanceof Fact.Favourited favourited) {
            return Stream.of(favourited.status());
        } else if (fact instanceof Fact.Unfavourited unfavourited) {
            return Stream.of(unfavourited.status());
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
