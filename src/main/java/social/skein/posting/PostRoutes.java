package social.skein.posting;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.http.Viewer;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.rendering.StatusPageJson;
import social.skein.rendering.StatusViews;
import social.skein.status.NewStatus;
import social.skein.status.Status;
import social.skein.status.Statuses;

/** Statuses as they are written over HTTP: posted at once, or put aside for later. */
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
                .compose(asked -> (due.isPresent() ? schedule(request, asked, due.get()) : postNow(request, asked))
                        .recover(failure -> replayByKey(request, asked, failure)));
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

    /** It is checked as if it were posted now, so that its author is there to hear of it. */
    private Future<Object> schedule(Request request, NewStatus newStatus, Instant due) {
        long app = request.viewer().map(Viewer::appId).orElse(0L);
        return actions.validate(newStatus)
                .compose(settled -> scheduledStatuses.create(
                        newStatus, ScheduledParams.of(settled, app), ScheduledStatuses.validateDue(due)))
                .compose(id -> viewScheduledOrPosted(request, id));
    }

    /** A repeat is answered with what the first made, whatever the repeat asks for, and whether now or later. */
    private Future<Object> replayByKey(Request request, NewStatus newStatus, Throwable failure) {
        if (!(failure instanceof Problem) || newStatus.idempotencyKey().isEmpty()) {
            return Future.failedFuture(failure);
        }
        return idempotencyKeys
                .find(newStatus.author(), newStatus.idempotencyKey().get())
                .compose(first ->
                        first.map(id -> viewScheduledOrPosted(request, id)).orElse(Future.failedFuture(failure)));
    }

    private Future<Object> viewScheduledOrPosted(Request request, StatusId id) {
        return scheduledStatuses
                .find(request.account(), id)
                .compose(found -> found.map(waiting -> Future.<Object>succeededFuture(waiting.toView()))
                        .orElseGet(() -> viewPosted(request, id)));
    }

    private Future<Object> viewPosted(Request request, StatusId id) {
        return statuses.byIds(List.of(id))
                .map(found -> found.stream().findFirst().orElseThrow(Problem.NotFound::new))
                .compose(status -> view(request, status));
    }
}
