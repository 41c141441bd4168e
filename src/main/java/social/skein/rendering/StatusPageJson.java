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
import social.skein.status.RedisStatusEntry;
import social.skein.status.Status;

/**
 * Renders pages of statuses as JSON from this process's caches: statuses, accounts, interactions and filters. Only
 * polls are read from the database. {@link StatusViews} produces the same JSON from the database alone.
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

    /** The JSON list of the statuses in their order, without those that lack their original or an active author. */
    public Future<Buffer> render(Optional<AccountId> viewer, List<CachedStatus> statuses) {
        return statusCache
                .originals(statuses)
                .compose(originals -> loadWriter(viewer, statuses, originals))
                .map(writer -> writer.writeList(statuses));
    }

    private Future<StatusJsonWriter> loadWriter(
            Optional<AccountId> viewer, List<CachedStatus> statuses, Map<StatusId, CachedStatus> originals) {
        List<Status> loaded =
                originals.values().stream().map(CachedStatus::status).toList();
        return Future.all(
                        accountCache.byIds(authorIds(statuses, loaded)),
                        viewer.map(account -> interactions.get(account, loaded).map(Optional::of))
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
                        bodies));
    }

    /** The JSON of one status for its author; the status is not a boost and has no poll. */
    public Future<Buffer> renderForAuthor(Status status) {
        AccountId author = status.author();
        return Future.all(
                        accountCache.byIds(status.accountIds().toList()),
                        interactions.get(author, List.of(status)),
                        filterMatchers.get(Optional.of(author)))
                .map(found -> {
                    Map<AccountId, CachedAccount> accounts = found.resultAt(0);
                    CachedStatus rendered = statusCache
                            .render(RedisStatusEntry.of(status, false), accounts)
                            .orElseThrow(Problem.NotFound::new);
                    return new StatusJsonWriter(
                                    Map.of(status.id(), rendered),
                                    accounts,
                                    Optional.of(author),
                                    Optional.of(found.resultAt(1)),
                                    found.resultAt(2),
                                    Map.of(),
                                    bodies)
                            .writeOne(rendered);
                });
    }

    private static Set<AccountId> authorIds(List<CachedStatus> statuses, List<Status> originals) {
        Set<AccountId> authors = new HashSet<>();
        statuses.forEach(status -> authors.add(status.status().author()));
        originals.forEach(status -> authors.add(status.author()));
        return authors;
    }

    private Future<Map<StatusId, PollView>> loadPolls(Optional<AccountId> viewer, Collection<CachedStatus> originals) {
        Set<StatusId> withPoll = originals.stream()
                .filter(CachedStatus::hasPoll)
                .map(CachedStatus::id)
                .collect(Collectors.toSet());
        return Polls.views(reads, bodies.emojis(), viewer, withPoll);
    }
}
