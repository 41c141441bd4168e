package social.skein.status;

import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import social.skein.context.ReadConsistency;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.visibility.VisibilityPolicy;

/** Loads statuses for a viewer; statuses the viewer cannot see are treated as missing. */
public final class VisibleStatuses {
    private final Statuses statuses;
    private final VisibilityPolicy visibility;

    public VisibleStatuses(Statuses statuses, VisibilityPolicy visibility) {
        this.statuses = statuses;
        this.visibility = visibility;
    }

    /**
     * The status, or a {@link Problem.NotFound}. Always reads from the primary, so that a lost permission holds at
     * once.
     */
    public Future<Status> get(Optional<AccountId> viewer, StatusId id) {
        return ReadConsistency.readLatest(() -> byIds(viewer, List.of(id)))
                .map(found -> found.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }

    /**
     * The status, whether or not the viewer can see it, to take back what they did with it; a {@link Problem.NotFound}
     * if it does not exist. The boost of another account is found only if it is visible: it would reveal who boosted a
     * post, and the original can be addressed instead.
     */
    public Future<UndoTarget> getForUndo(AccountId viewer, StatusId id) {
        return ReadConsistency.readLatest(() -> byIds(Optional.of(viewer), List.of(id)))
                .compose(visible -> visible.isEmpty()
                        ? statuses.getIncludingSuspended(id).map(status -> hiddenTarget(viewer, status))
                        : Future.succeededFuture(new UndoTarget(visible.get(0), true)));
    }

    private static UndoTarget hiddenTarget(AccountId viewer, Status status) {
        boolean othersBoost =
                !status.original().id().equals(status.id()) && !status.author().equals(viewer);
        if (othersBoost) {
            throw new Problem.NotFound();
        }
        return new UndoTarget(status, false);
    }

    /** The statuses the viewer can see, in the order of the ids. */
    public Future<List<Status>> byIds(Optional<AccountId> viewer, Collection<StatusId> ids) {
        return statuses.byIds(ids).compose(found -> visibility.filterVisible(viewer, found, Status::attributes));
    }

    /** The statuses to show the viewer in a list: visible, and not by accounts the viewer blocked or muted. */
    public Future<List<Status>> unmutedByIds(Optional<AccountId> viewer, Collection<StatusId> ids) {
        return statuses.byIds(ids).compose(found -> visibility.filterDiscoverable(viewer, found, Status::attributes));
    }
}
