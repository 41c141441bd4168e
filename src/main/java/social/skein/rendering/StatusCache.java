package social.skein.rendering;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.account.AccountCache;
import social.skein.account.AccountStateChanged;
import social.skein.account.CachedAccount;
import social.skein.cache.CacheBudget;
import social.skein.cache.LocalLoadingCache;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.http.Invariants;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.status.RedisStatusCache;
import social.skein.status.Status;
import social.skein.status.StatusCacheEntry;

/**
 * The statuses that timelines show, kept in memory as they are shown: one look-up a process, however many read them. Facts
 * forget what they change. Of a status that very many like at other processes, the count here is a moment old.
 */
public final class StatusCache {
    private static final Duration TTL = Duration.ofMinutes(1);

    /** What is liked elsewhere is forgotten after so long, and not at each like: it is looked up ten times a second. */
    private static final long INVALIDATION_DELAY_MILLIS = 100;

    private final Vertx vertx;
    private final RedisStatusCache statuses;
    private final AccountCache accounts;
    private final StatusBodies bodies;
    private final Invariants invariants;
    private final LocalLoadingCache<StatusId, CachedStatus> cache;
    private final Set<StatusId> pendingInvalidations = ConcurrentHashMap.newKeySet();

    public StatusCache(
            Vertx vertx,
            RedisStatusCache statuses,
            AccountCache accounts,
            StatusBodies bodies,
            CacheBudget memory,
            Invariants invariants) {
        this.vertx = vertx;
        this.statuses = statuses;
        this.accounts = accounts;
        this.bodies = bodies;
        this.invariants = invariants;
        this.cache = memory.bulkCache(
                new CacheBudget.LocalCacheSpec<>("statuses", TTL, 44, CachedStatus::bytes), this::load);
    }

    /** Begins to hear of what changes. */
    public Future<Void> subscribe(HintBus hints) {
        return Future.all(
                        hints.subscribe(Fact.HINT, this::invalidateNow, this::invalidateSoon),
                        hints.subscribe(AccountStateChanged.HINT, changed -> cache.invalidateAll()))
                .mapEmpty();
    }

    /** Those of the statuses and boosts that are there, in the order of the ids. Who may see them is not asked here. */
    public Future<List<CachedStatus>> byIds(List<StatusId> ids) {
        return cache.getAll(ids).map(found -> {
            List<CachedStatus> there = new ArrayList<>(ids.size());
            for (StatusId id : ids) {
                CachedStatus card = found.get(id);
                if (card != null) {
                    there.add(card);
                }
            }
            return there;
        });
    }

    /** What boosts are of, and those themselves that are no boosts, by their ids. */
    Future<Map<StatusId, CachedStatus>> originals(List<CachedStatus> statuses) {
        Map<StatusId, CachedStatus> originals = new HashMap<>(statuses.size() * 2);
        List<StatusId> boosted = new ArrayList<>();
        for (CachedStatus card : statuses) {
            if (card.isBoost()) {
                boosted.add(originalId(card));
            } else {
                originals.put(card.id(), card);
            }
        }
        return cache.getAll(boosted).map(found -> {
            originals.putAll(found);
            return originals;
        });
    }

    static StatusId originalId(CachedStatus status) {
        return status.status().reblogOf().orElse(status.status().id());
    }

    private Future<Map<StatusId, CachedStatus>> load(Set<StatusId> ids) {
        return statuses.byIds(ids)
                .compose(found ->
                        accounts.byIds(accountIds(found.values())).map(known -> renderAll(found.values(), known)));
    }

    private static Set<AccountId> accountIds(Collection<StatusCacheEntry> entries) {
        return entries.stream().flatMap(kept -> kept.status().accountIds()).collect(Collectors.toSet());
    }

    private Map<StatusId, CachedStatus> renderAll(
            Collection<StatusCacheEntry> entries, Map<AccountId, CachedAccount> accountsById) {
        return entries.stream()
                .flatMap(kept -> render(kept, accountsById).stream())
                .collect(Collectors.toMap(CachedStatus::id, card -> card));
    }

    /** The card of a status whose author is among the people. */
    Optional<CachedStatus> render(StatusCacheEntry entry, Map<AccountId, CachedAccount> accountsById) {
        Status status = entry.status();
        invariants.check(
                Invariants.Invariant.COUNT_NOT_NEGATIVE,
                status.favourites() >= 0 && status.reblogs() >= 0 && status.replies() >= 0,
                () -> status.id() + " is liked " + status.favourites() + ", boosted " + status.reblogs()
                        + " and answered " + status.replies() + " times");
        List<StatusView.MentionView> mentions = bodies.mentions(
                status,
                id -> Optional.ofNullable(accountsById.get(id))
                        .map(card -> card.account().username()));
        return Optional.ofNullable(accountsById.get(status.author()))
                .map(author -> author.account().username())
                .map(author -> new CachedStatus(entry, bodies.body(status, status, author, mentions)));
    }

    /** Who is locked out takes along all they wrote, wherever that is kept; it happens rarely enough to forget everything. */
    private void invalidateNow(Fact fact) {
        affectedStatuses(fact).forEach(cache::invalidate);
        if (fact instanceof Fact.AccountSuspended || fact instanceof Fact.AccountUnsuspended) {
            cache.invalidateAll();
        }
    }

    private void invalidateSoon(Fact fact) {
        affectedStatuses(fact).forEach(status -> {
            if (pendingInvalidations.add(status)) {
                vertx.setTimer(INVALIDATION_DELAY_MILLIS, now -> {
                    pendingInvalidations.remove(status);
                    cache.invalidate(status);
                });
            }
        });
    }

    /** That a status which is new was not there is kept too. */
    private static Stream<StatusId> affectedStatuses(Fact fact) {
        return fact instanceof Fact.StatusPosted posted
                ? Stream.concat(Stream.of(posted.id()), RedisStatusCache.affectedStatuses(posted))
                : RedisStatusCache.affectedStatuses(fact);
    }
}
