package social.skein.scheduled;

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
import social.skein.status.IdempotencyKeys;
import social.skein.status.NewStatus;
import social.skein.status.Posting;
import social.skein.status.Status;
import social.skein.status.StatusForm;
import social.skein.status.StatusPages;
import social.skein.status.StatusViews;
import social.skein.status.Statuses;

/** Statuses as they are written over HTTP: posted at once, or put aside for later. */
public final class PostRoutes {
    private final StatusForm form;
    private final Posting posting;
    private final Schedule schedule;
    private final IdempotencyKeys keys;
    private final Statuses statuses;
    private final StatusViews views;
    private final StatusPages pages;

    public PostRoutes(
            StatusForm form,
            Posting posting,
            Schedule schedule,
            IdempotencyKeys keys,
            Statuses statuses,
            StatusViews views,
            StatusPages pages) {
        this.form = form;
        this.posting = posting;
        this.schedule = schedule;
        this.keys = keys;
        this.statuses = statuses;
        this.views = views;
        this.pages = pages;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/statuses", Access.user(Scope.WRITE_STATUSES), this::post);
    }

    private Future<?> post(Request request) {
        Optional<Instant> due = ScheduleRoutes.due(request.params());
        return form.posted(request)
                .compose(asked -> (due.isPresent() ? later(request, asked, due.get()) : now(request, asked))
                        .recover(failure -> repeated(request, asked, failure)));
    }

    private Future<Object> now(Request request, NewStatus asked) {
        return posting.post(asked)
                .compose(status -> asked.poll().isPresent()
                        ? shown(request, status)
                        : pages.own(status).map(json -> json));
    }

    private Future<Object> shown(Request request, Status status) {
        return views.view(request.reader(), status).map(view -> view);
    }

    /** It is checked as if it were posted now, so that its author is there to hear of it. */
    private Future<Object> later(Request request, NewStatus asked, Instant due) {
        long app = request.viewer().map(Viewer::app).orElse(0L);
        return posting.settle(asked)
                .compose(settled -> schedule.enter(asked, Asked.of(settled, app), Schedule.checked(due)))
                .compose(id -> made(request, id));
    }

    /** A repeat is answered with what the first made, whatever the repeat asks for, and whether now or later. */
    private Future<Object> repeated(Request request, NewStatus asked, Throwable failure) {
        if (!(failure instanceof Problem) || asked.idempotencyKey().isEmpty()) {
            return Future.failedFuture(failure);
        }
        return keys.find(asked.author(), asked.idempotencyKey().get())
                .compose(first -> first.map(id -> made(request, id)).orElse(Future.failedFuture(failure)));
    }

    private Future<Object> made(Request request, StatusId id) {
        return schedule.find(request.account(), id)
                .compose(found -> found.map(waiting -> Future.<Object>succeededFuture(waiting.view()))
                        .orElseGet(() -> posted(request, id)));
    }

    private Future<Object> posted(Request request, StatusId id) {
        return statuses.byIds(List.of(id))
                .map(found -> found.stream().findFirst().orElseThrow(Problem.NotFound::new))
                .compose(status -> shown(request, status));
    }
}
