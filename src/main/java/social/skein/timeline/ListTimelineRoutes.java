package social.skein.timeline;

import io.vertx.core.Future;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.PagedResponse;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.ListId;
import social.skein.model.PageLimits;
import social.skein.model.Problem;

/** List timelines over HTTP. */
public final class ListTimelineRoutes {
    private final ListTimeline timeline;

    public ListTimelineRoutes(ListTimeline timeline) {
        this.timeline = timeline;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/timelines/list/:id", Access.user(Scope.READ_LISTS), this::list);
    }

    private Future<PagedResponse> list(Request request) {
        ListId list = ListId.parse(request.pathParam("id")).orElseThrow(Problem.NotFound::new);
        return timeline.page(request.account(), list, request.params().pageRequest(PageLimits.STATUSES));
    }
}
