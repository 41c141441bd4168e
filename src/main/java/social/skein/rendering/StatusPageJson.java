package social.skein.rendering;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.account.AccountCache;
import social.skein.account.CachedAccount;
import social.skein.filter.FilterMatcherCache;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.poll.PollView;
import social.skein.poll.Polls;
import social.skein.sql.Reads;
import social.skein.status.InteractionCache;
import social.skein.status.Status;
import social.skein.status.StatusCacheEntry;

/**
 * Pages of statuses as JSON, spliced from what is kept in memory: the cards of statuses and people, and what differs from
 * reader to reader. {@link StatusViews} shows the very same from the database. Only polls are read anew.
 */
public final class StatusPageJson {
    private final StatusCache statusCache;
    private final AccountCache accountCache;
    private final InteractionCache interactions;
    private final FilterMatcherCache filterMatchers;
    private final StatusBodies bodies;
    private final Reads reads;

    public StatusPageJson(
            StatusCache statusCache,
            AccountCache accountCache,
            InteractionCache interactions,
            FilterMatcherCache filterMatchers,
            StatusBodies bodies,
            Reads reads) {
        this.statusCache = statusCache;
        this.accountCache = accountCache;
        this.interactions = interactions;
        this.filterMatchers = filterMatchers;
        this.bodies = bodies;
        this.reads = reads;
    }

    /** The list of these in their order; what is gone, or whose author is, is left out. */
    public Future<Buffer> render(Optional<AccountId> viewer, List<CachedStatus> statuses) {
        return statusCache.originals(statuses).compose(originals -> {
            List<Status> read =
                    originals.values().stream().map(CachedStatus::status).toList();
            return Future.all(
                            accountCache.byIds(authorIds(statuses, read)),
                            viewer.map(reader -> interactions.get(reader, read).map(Optional::of))
                                    .orElse(Future.succeededFuture(Optional.empty())),
                            filterMatchers.get(viewer),
                            loadPolls(viewer, originals.values()))
                    .map(found -> new StatusJsonWriter(
                                    originals,
                                    found.resultAt(0),
                                    viewer,
                                    found.resultAt(1),
                                    found.resultAt(2),
                                    found.resultAt(3),
                                    bodies)
                            .writeList(statuses));
        });
    }

    /** A status that is no boost and has no poll, as its author sees it. */
    public Future<Buffer> renderForAuthor(Status status) {
        AccountId author = status.author();
        return Future.all(
                        accountCache.byIds(status.accountIds().toList()),
                        interactions.get(author, List.of(status)),
                        filterMatchers.get(Optional.of(author)))
                .map(found -> {
                    Map<AccountId, CachedAccount> known = found.resultAt(0);
                    CachedStatus card = statusCache
                            .render(StatusCacheEntry.of(status, false), known)
                            .orElseThrow(Problem.NotFound::new);
                    return new StatusJsonWriter(
                                    Map.of(status.id(), card),
                                    known,
                                    Optional.of(author),
                                    Optional.of(found.resultAt(1)),
                                    found.resultAt(2),
                                    Map.of(),
                                    bodies)
                            .writeOne(card);
                });
    }

    private static Set<AccountId> authorIds(List<CachedStatus> statuses, List<Status> originals) {
        Set<AccountId> authors = new HashSet<>();
        statuses.forEach(card -> authors.add(card.status().author()));
        originals.forEach(status -> authors.add(status.author()));
        return authors;
    }

    private Future<Map<StatusId, PollView>> loadPolls(Optional<AccountId> viewer, Collection<CachedStatus> originals) {
        Set<StatusId> polled = originals.stream()
                .filter(CachedStatus::hasPoll)
                .map(card -> card.status().id())
                .collect(Collectors.toSet());
        return Polls.views(reads, viewer, polled);
    }
}
