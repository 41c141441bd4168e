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

/** The statuses as somebody sees them: what they may not see is not there. */
public final class VisibleStatuses {
    private final Statuses statuses;
    private final VisibilityPolicy audience;

    public VisibleStatuses(Statuses statuses, VisibilityPolicy audience) {
        this.statuses = statuses;
        this.audience = audience;
    }

    /** The status, or a {@link Problem.NotFound}. Whether somebody may open it is asked of the primary each time. */
    public Future<Status> get(Optional<AccountId> viewer, StatusId id) {
        return ReadConsistency.readLatest(() -> byIds(viewer, List.of(id)))
                .map(found -> found.stream().findFirst().orElseThrow(Problem.NotFound::new));
    }

    /** Those of the statuses the viewer may see, in the order of the ids. */
    public Future<List<Status>> byIds(Optional<AccountId> viewer, Collection<StatusId> ids) {
        return statuses.byIds(ids).compose(found -> audience.filterVisible(viewer, found, Status::subject));
    }

    /** Those of the statuses the viewer should meet among others': without those of people they blocked or muted. */
    public Future<List<Status>> unmutedByIds(Optional<AccountId> viewer, Collection<StatusId> ids) {
        return statuses.byIds(ids).compose(found -> audience.filterDiscoverable(viewer, found, Status::subject));
    }
}
