package social.skein.posting;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.http.WireTimes;
import social.skein.model.Page;
import social.skein.model.PageLimits;
import social.skein.model.Problem;
import social.skein.model.StatusId;

/** Scheduled statuses over HTTP: list, read, reschedule, cancel. Each author has access to their own only. */
public final class ScheduledStatusRoutes {
    private final ScheduledStatuses scheduledStatuses;

    public ScheduledStatusRoutes(ScheduledStatuses scheduledStatuses) {
        this.scheduledStatuses = scheduledStatuses;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/scheduled_statuses", Access.user(Scope.READ_STATUSES), this::list)
                .get("/api/v1/scheduled_statuses/:id", Access.user(Scope.READ_STATUSES), this::get)
                .put("/api/v1/scheduled_statuses/:id", Access.user(Scope.WRITE_STATUSES), this::reschedule)
                .delete("/api/v1/scheduled_statuses/:id", Access.user(Scope.WRITE_STATUSES), this::cancel);
    }

    private Future<Page<ScheduledStatus.ScheduledStatusView>> list(Request request) {
        return scheduledStatuses
                .byAccount(request.account(), request.params().pageRequest(PageLimits.STATUSES))
                .compose(page -> scheduledStatuses
                        .views(request.account(), page.entries())
                        .map(views -> page.mapEntries(statuses -> views)));
    }

    private Future<ScheduledStatus.ScheduledStatusView> get(Request request) {
        return scheduledStatuses
                .find(request.account(), id(request))
                .compose(found -> scheduledStatuses.view(found.orElseThrow(Problem.NotFound::new)));
    }

    private Future<ScheduledStatus.ScheduledStatusView> reschedule(Request request) {
        return parseDue(request.params())
                .map(due -> scheduledStatuses
                        .reschedule(request.account(), id(request), ScheduledStatuses.validateDue(due))
                        .compose(scheduledStatuses::view))
                .orElseGet(() -> get(request));
    }

    private Future<Map<String, Object>> cancel(Request request) {
        return scheduledStatuses.cancel(request.account(), id(request)).map(Map.of());
    }

    /** The time to post at, if the request has one. */
    static Optional<Instant> parseDue(Params params) {
        return params.nonBlank("scheduled_at")
                .map(text -> WireTimes.parse(text)
                        .orElseThrow(() -> new Problem.Invalid(
                                "Record invalid: scheduled_at should be a time like 2030-01-31T18:00:00.000Z")));
    }

    private static StatusId id(Request request) {
        return StatusId.parse(request.pathParam("id")).orElseThrow(Problem.NotFound::new);
    }
}
