package social.skein.status;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import social.skein.cache.CacheBudget;
import social.skein.cache.LocalLoadingCache;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.sql.Reads;

/**
 * The interactions of accounts that read timelines, cached in this process. An entry holds an account's newest
 * interactions, for most accounts all of them; statuses below a full entry are looked up in the database. Facts and
 * {@link InteractionsChanged} invalidate an entry.
 */
public final class InteractionCache {
    private static final Duration TTL = Duration.ofMinutes(1);
    private static final int MAX_INTERACTIONS = 2_500;

    private final Reads reads;
    private final LocalLoadingCache<AccountId, InteractionIndex> cache;

    public InteractionCache(Reads reads, CacheBudget memory) {
        this.reads = reads;
        this.cache = memory.singleKeyCache(
                new CacheBudget.LocalCacheSpec<>("interactions", TTL, 5, InteractionIndex::bytes), this::load);
    }

    /** Subscribes to the hints that invalidate entries. */
    public Future<Void> subscribe(HintBus hints) {
        return Future.all(
                        hints.subscribe(Fact.HINT, this::onFact),
                        hints.subscribe(InteractionsChanged.HINT, changed -> cache.invalidate(changed.account())))
                .mapEmpty();
    }

    /** An index that is complete for these statuses. */
    public Future<InteractionIndex> get(AccountId viewer, Collection<Status> originals) {
        return cache.get(viewer).compose(cached -> {
            InteractionIndex index = cached.orElseThrow();
            return index.covers(originals)
                    ? Future.succeededFuture(index)
                    : Interactions.byViewer(reads, Optional.of(viewer), originals);
        });
    }

    private Future<Optional<InteractionIndex>> load(AccountId viewer) {
        return Interactions.newest(reads, viewer, MAX_INTERACTIONS).map(Optional::of);
    }

    private void onFact(Fact fact) {
        boolean boost =
                (fact instanceof Fact.StatusPosted posted && posted.reblogOf().isPresent())
                        || (fact instanceof Fact.StatusDeleted deleted
                                && deleted.reblogOf().isPresent());
        if (boost || fact instanceof Fact.ReactionFact) {
            cache.invalidate(fact.actor());
        }
    }
}
