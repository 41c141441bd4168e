package social.skein.scheduled;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.http.Times;
import social.skein.model.Page;
import social.skein.model.Problem;
import social.skein.model.StatusId;

/** What waits to be posted, over HTTP: looked at, moved and called off by its author. */
public final class ScheduleRoutes {
    private final Schedule schedule;

    public ScheduleRoutes(Schedule schedule) {
        this.schedule = schedule;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/scheduled_statuses", Access.user(Scope.READ_STATUSES), this::all)
                .get("/api/v1/scheduled_statuses/:id", Access.user(Scope.READ_STATUSES), this::one)
                .put("/api/v1/scheduled_statuses/:id", Access.user(Scope.WRITE_STATUSES), this::move)
                .delete("/api/v1/scheduled_statuses/:id", Access.user(Scope.WRITE_STATUSES), this::strike);
    }

    private Future<Page<ScheduledStatus.View>> all(Request request) {
        return schedule.ofAccount(request.account(), request.params().window(20, 40))
                .map(page -> page.with(
                        statuses -> statuses.stream().map(ScheduledStatus::view).toList()));
    }

    private Future<ScheduledStatus.View> one(Request request) {
        return schedule.find(request.account(), id(request))
                .map(found -> found.orElseThrow(Problem.NotFound::new).view());
    }

    private Future<ScheduledStatus.View> move(Request request) {
        return due(request.params())
                .map(due -> schedule.move(request.account(), id(request), Schedule.checked(due))
                        .map(ScheduledStatus::view))
                .orElseGet(() -> one(request));
    }

    private Future<Map<String, Object>> strike(Request request) {
        return schedule.strike(request.account(), id(request)).map(Map.of());
    }

    /** When something should be posted, where the request says so. */
    static Optional<Instant> due(Params params) {
        return params.filled("scheduled_at")
                .map(text -> Times.read(text)
                        .orElseThrow(() -> new Problem.Invalid(
                                "Validation failed: scheduled_at should be a time like 2030-01-31T18:00:00.000Z")));
    }

    private static StatusId id(Request request) {
        return StatusId.parse(request.path("id")).orElseThrow(Problem.NotFound::new);
    }
}
