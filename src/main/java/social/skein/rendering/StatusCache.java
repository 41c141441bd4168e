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
import social.skein.status.RedisStatusEntry;
import social.skein.status.Status;
import social.skein.status.StatusesChanged;

/**
 * The rendered statuses of timelines, cached in this process: one load per process, regardless of the number of
 * viewers. Facts invalidate the statuses they change. Facts of other processes do so after a short delay, so counts can
 * lag a little.
 */
public final class StatusCache {
    private static final Duration TTL = Duration.ofMinutes(1);

    /**
     * Collects the invalidations by other processes: a much favourited status is loaded ten times per second at most.
     */
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
            CacheBudget budget,
            Invariants invariants) {
        this.vertx = vertx;
        this.statuses = statuses;
        this.accounts = accounts;
        this.bodies = bodies;
        this.invariants = invariants;
        this.cache = budget.bulkCache(
                new CacheBudget.LocalCacheSpec<>("statuses", TTL, 43, CachedStatus::bytes), this::load);
    }

    /** Subscribes to the hints that invalidate entries. */
    public Future<Void> subscribe(HintBus hints) {
        return Future.all(
                        hints.subscribe(Fact.HINT, this::invalidateNow, this::invalidateSoon),
                        hints.subscribe(
                                StatusesChanged.HINT,
                                changed -> changed.statuses().forEach(cache::invalidate)),
                        hints.subscribe(AccountStateChanged.HINT, changed -> cache.invalidateAll()))
                .mapEmpty();
    }

    /** Drops all entries, because what they contain of other tables has changed. */
    void invalidateAll() {
        cache.invalidateAll();
    }

    /** The statuses and boosts that exist, in the order of the ids. Visibility is not checked here. */
    public Future<List<CachedStatus>> byIds(List<StatusId> ids) {
        return cache.getAll(ids).map(found -> {
            List<CachedStatus> statuses = new ArrayList<>(ids.size());
            for (StatusId id : ids) {
                CachedStatus status = found.get(id);
                if (status != null) {
                    statuses.add(status);
                }
            }
            return statuses;
        });
    }

    /** The originals of the boosts, and the statuses that are not boosts, by id. */
    Future<Map<StatusId, CachedStatus>> originals(List<CachedStatus> statuses) {
        Map<StatusId, CachedStatus> originals = new HashMap<>(statuses.size() * 2);
        List<StatusId> boosted = new ArrayList<>();
        for (CachedStatus status : statuses) {
            if (status.isBoost()) {
                boosted.add(originalId(status));
            } else {
                originals.put(status.id(), status);
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
                        accounts.byIds(accountIds(found.values())).map(byId -> renderAll(found.values(), byId)));
    }

    private static Set<AccountId> accountIds(Collection<RedisStatusEntry> entries) {
        return entries.stream().flatMap(entry -> entry.status().accountIds()).collect(Collectors.toSet());
    }

    private Map<StatusId, CachedStatus> renderAll(
            Collection<RedisStatusEntry> entries, Map<AccountId, CachedAccount> accountsById) {
        return entries.stream()
                .flatMap(entry -> render(entry, accountsById).stream())
                .collect(Collectors.toMap(CachedStatus::id, status -> status));
    }

    /** Renders a status, if its author is among the accounts. */
    Optional<CachedStatus> render(RedisStatusEntry entry, Map<AccountId, CachedAccount> accountsById) {
        Status status = entry.status();
        invariants.check(
                Invariants.Invariant.COUNT_NOT_NEGATIVE,
                status.favourites() >= 0 && status.reblogs() >= 0 && status.replies() >= 0,
                () -> "Status " + status.id() + " has a negative count: " + status.counts());
        List<StatusView.MentionView> mentions = bodies.mentions(
                status,
                id -> Optional.ofNullable(accountsById.get(id))
                        .map(account -> account.account().username()));
        return Optional.ofNullable(accountsById.get(status.author()))
                .map(author -> author.account().username())
                .map(author ->
                        new CachedStatus(entry, bodies.body(shown(status, accountsById), status, author, mentions)));
    }

    /** The parent disappears with its author; suspending an account clears this cache, so it comes back with it. */
    private static Status shown(Status status, Map<AccountId, CachedAccount> accountsById) {
        boolean parentShown = status.inReplyToAccount()
                .flatMap(author -> Optional.ofNullable(accountsById.get(author)))
                .filter(author -> !author.account().suspended())
                .isPresent();
        return status.inReplyTo().isEmpty() || parentShown ? status : status.withoutParent();
    }

    /** A suspension hides all statuses and boosts of an account; it is rare enough to clear the whole cache. */
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

    /** Includes a new status: its absence may be cached. */
    private static Stream<StatusId> affectedStatuses(Fact fact) {
        return fact instanceof Fact.StatusPosted posted
                ? Stream.concat(Stream.of(posted.id()), RedisStatusCache.affectedStatuses(posted))
                : RedisStatusCache.affectedStatuses(fact);
    }
}
