package social.skein.status;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import social.skein.account.StandingChanged;
import social.skein.cache.SharedLookups;
import social.skein.cache.SharedMemory;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.model.StatusId;
import social.skein.poll.Polls;
import social.skein.sql.Reads;

/**
 * The statuses that timelines show as all processes keep them together; each makes {@link StatusCards} of them. What facts
 * change is forgotten here before another process hears of the fact.
 */
public final class SharedStatuses {
    private final Statuses statuses;
    private final Reads reads;
    private final SharedLookups<StatusId, KeptStatus> shared;

    public SharedStatuses(Statuses statuses, Reads reads, SharedMemory memory, Hints hints) {
        this.statuses = statuses;
        this.reads = reads;
        this.shared = memory.lookups(KeptStatus.KEEPING, this::load);
        hints.first(Fact.HINT, this::changed);
        hints.first(
                StandingChanged.HINT,
                changed -> shared.forgetAround(changed.account().value()));
    }

    /** Those of the statuses and boosts that are there. Who may see them is not asked here. */
    Future<Map<StatusId, KeptStatus>> byIds(Set<StatusId> ids) {
        return shared.all(ids);
    }

    /** Has a status looked up again, whoever asks for it and wherever. */
    public Future<Void> forget(StatusId status) {
        return shared.forget(Set.of(status));
    }

    private Future<Map<StatusId, KeptStatus>> load(Set<StatusId> ids) {
        return Future.all(statuses.byIds(ids), Polls.among(reads, ids)).map(found -> {
            Set<StatusId> polled = found.resultAt(1);
            return found.<List<Status>>resultAt(0).stream()
                    .collect(Collectors.toMap(
                            Status::id, status -> KeptStatus.of(status, polled.contains(status.id()))));
        });
    }

    /** Who is locked out, or leaves, takes along all they wrote. */
    private Future<Void> changed(Fact fact) {
        if (fact instanceof Fact.AccountSuspended
                || fact instanceof Fact.AccountUnsuspended
                || fact instanceof Fact.AccountDeleted) {
            return shared.forgetAround(fact.actor().value());
        }
        return shared.forget(touched(fact).toList());
    }

    /** The statuses that look different since a fact, apart from one that is new. */
    static Stream<StatusId> touched(Fact fact) {
        if (fact instanceof Fact.Favourited liked) {
            return Stream.of(liked.status());
        } else if (fact instanceof Fact.Unfavourited liked) {
            return Stream.of(liked.status());
        } else if (fact instanceof Fact.StatusPosted posted) {
            return both(posted.inReplyTo(), posted.reblogOf());
        } else if (fact instanceof Fact.StatusDeleted deleted) {
            return Stream.concat(Stream.of(deleted.id()), both(deleted.inReplyTo(), deleted.reblogOf()));
        } else if (fact instanceof Fact.StatusEdited edited) {
            return Stream.of(edited.id());
        }
        return Stream.empty();
    }

    private static Stream<StatusId> both(Optional<StatusId> answered, Optional<StatusId> boosted) {
        return Stream.concat(answered.stream(), boosted.stream());
    }
}
