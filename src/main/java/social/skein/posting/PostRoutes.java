package social.skein.posting;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import social.skein.http.Access;
import social.skein.http.Caller;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.rendering.StatusPageJson;
import social.skein.rendering.StatusViews;
import social.skein.status.NewStatus;
import social.skein.status.Status;
import social.skein.status.Statuses;

/** {@code POST /api/v1/statuses}: posts a status now, or schedules it. */
public final class PostRoutes {
    private final StatusRequestParser parser;
    private final StatusActions actions;
    private final ScheduledStatuses scheduledStatuses;
    private final IdempotencyKeys idempotencyKeys;
    private final Statuses statuses;
    private final StatusViews views;
    private final StatusPageJson pageJson;

    public PostRoutes(
            StatusRequestParser parser,
            StatusActions actions,
            ScheduledStatuses scheduledStatuses,
            IdempotencyKeys idempotencyKeys,
            Statuses statuses,
            StatusViews views,
            StatusPageJson pageJson) {
        this.parser = parser;
        this.actions = actions;
        this.scheduledStatuses = scheduledStatuses;
        this.idempotencyKeys = idempotencyKeys;
        this.statuses = statuses;
        this.views = views;
        this.pageJson = pageJson;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/statuses", Access.user(Scope.WRITE_STATUSES), this::post);
    }

    private Future<?> post(Request request) {
        Optional<Instant> due = ScheduledStatusRoutes.parseDue(request.params());
        return parser.parseNew(request)
                .compose(newStatus -> postOrSchedule(request, newStatus, due)
                        .recover(failure -> replay(request, newStatus, failure)));
    }

    private Future<Object> postOrSchedule(Request request, NewStatus newStatus, Optional<Instant> due) {
        return due.map(time -> schedule(request, newStatus, time)).orElseGet(() -> postNow(request, newStatus));
    }

    private Future<Object> postNow(Request request, NewStatus newStatus) {
        return actions.post(newStatus)
                .compose(status -> newStatus.poll().isPresent()
                        ? view(request, status)
                        : pageJson.renderForAuthor(status).map(json -> json));
    }

    private Future<Object> view(Request request, Status status) {
        return views.view(request.optionalAccount(), status).map(view -> view);
    }

    /** Checks the status as if it were posted now, while its author can still correct it. */
    private Future<Object> schedule(Request request, NewStatus newStatus, Instant due) {
        long app = request.caller().map(Caller::appId).orElse(0L);
        return actions.validate(newStatus)
                .map(complete -> ScheduledParams.of(complete, app))
                .compose(params -> scheduledStatuses.create(newStatus, params, ScheduledStatuses.validateDue(due)))
                .compose(id -> viewScheduledOrPosted(request, id));
    }

    /**
     * Answers a failed repetition of a request with the status of the first one, even if the repetition is invalid by
     * now or has another time.
     */
    private Future<Object> replay(Request request, NewStatus newStatus, Throwable failure) {
        return failure instanceof Problem
                ? idempotencyKeys
                        .find(newStatus)
                        .compose(first -> first.map(id -> viewScheduledOrPosted(request, id))
                                .orElse(Future.failedFuture(failure)))
                : Future.failedFuture(failure);
    }

    private Future<Object> viewScheduledOrPosted(Request request, StatusId id) {
        return scheduledStatuses
                .find(request.account(), id)
                .compose(scheduled -> scheduled
                        .map(found -> scheduledStatuses.view(found).<Object>map(view -> view))
                        .orElseGet(() -> viewPosted(request, id)));
    }

    private Future<Object> viewPosted(Request request, StatusId id) {
        return statuses.get(id).compose(status -> view(request, status));
    }
}
