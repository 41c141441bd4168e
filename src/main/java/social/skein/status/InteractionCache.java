package social.skein.status;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import social.skein.cache.CacheBudget;
import social.skein.cache.LocalLoadingCache;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.model.AccountId;
import social.skein.sql.Reads;

/**
 * The deeds of those who read timelines, kept in memory. Most people have done less than one book holds, so it is complete;
 * for what lies below a full one the database is asked. Facts and {@link InteractionsChanged} forget a book.
 */
public final class InteractionCache {
    private static final Duration TTL = Duration.ofMinutes(1);

    /** Of each kind. */
    private static final int MAX_PER_KIND = 500;

    private static final String NEWEST =
            """
            (select status_id as id,
            """ + InteractionIndex.FAVOURITED + """
              as deed from favourite where account_id = $1 order by status_id desc limit $2)
             union all
            (select reblog_of_id,
            """ + InteractionIndex.BOOSTED + """
              from status where account_id = $1 and reblog_of_id is not null order by reblog_of_id desc limit $2)
             union all
            (select status_id,
            """ + InteractionIndex.BOOKMARKED + """
              from bookmark where account_id = $1 order by status_id desc limit $2)
             union all
            (select status_id,
            """
                    + InteractionIndex.PINNED + """
              from pin where account_id = $1 order by status_id desc limit $2)
             union all
            (select conversation_id,
            """ + InteractionIndex.MUTED + """
              from conversation_mute where account_id = $1 order by conversation_id desc limit $2)
            """;

    private final Reads reads;
    private final LocalLoadingCache<AccountId, InteractionIndex> cache;

    public InteractionCache(Reads reads, CacheBudget memory) {
        this.reads = reads;
        this.cache = memory.singleKeyCache(
                new CacheBudget.LocalCacheSpec<>("deeds", TTL, 5, InteractionIndex::bytes), this::load);
    }

    /** Begins to hear of what changes. */
    public Future<Void> subscribe(HintBus hints) {
        return Future.all(
                        hints.subscribe(Fact.HINT, this::onFact),
                        hints.subscribe(InteractionsChanged.HINT, changed -> cache.invalidate(changed.account())))
                .mapEmpty();
    }

    /** A book that knows what the viewer has done with these. */
    public Future<InteractionIndex> get(AccountId viewer, Collection<Status> originals) {
        return cache.get(viewer).compose(found -> {
            InteractionIndex book = found.orElseThrow();
            return book.covers(originals) ? Future.succeededFuture(book) : loadExact(viewer, originals);
        });
    }

    private Future<InteractionIndex> loadExact(AccountId viewer, Collection<Status> originals) {
        return Interactions.load(reads, Optional.of(viewer), originals).map(deeds -> {
            Map<Long, Integer> done = new HashMap<>();
            for (Status original : originals) {
                done.merge(original.id().value(), deeds.flags(original), (one, other) -> one | other);
                if (deeds.conversationMuted(original)) {
                    done.merge(original.conversation().value(), InteractionIndex.MUTED, (one, other) -> one | other);
                }
            }
            return InteractionIndex.of(0, done);
        });
    }

    private Future<Optional<InteractionIndex>> load(AccountId viewer) {
        return reads.list(NEWEST, row -> row, viewer.value(), MAX_PER_KIND).map(rows -> Optional.of(toIndex(rows)));
    }

    /** Of a kind of which there may be more, what lies below the last is not known. */
    private static InteractionIndex toIndex(List<Row> rows) {
        Map<Long, Integer> done = new HashMap<>();
        rows.forEach(row -> done.merge(row.getLong("id"), row.getInteger("deed"), (one, other) -> one | other));
        long above = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.getInteger("deed"),
                        Collectors.mapping(row -> row.getLong("id"), Collectors.toList())))
                .values()
                .stream()
                .filter(ids -> ids.size() == MAX_PER_KIND)
                .mapToLong(ids -> ids.get(MAX_PER_KIND - 1))
                .max()
                .orElse(0);
        return InteractionIndex.of(above, done);
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
