package social.skein.timeline;

import io.vertx.core.Future;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.PagedResponse;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.PageLimits;

/** Home and public timelines over HTTP. */
public final class TimelineRoutes {
    private final HomeTimeline home;
    private final PublicTimeline publicTimeline;

    public TimelineRoutes(HomeTimeline home, PublicTimeline publicTimeline) {
        this.home = home;
        this.publicTimeline = publicTimeline;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/timelines/home", Access.user(Scope.READ_STATUSES), this::home);
        api.cacheable(
                "/api/v1/timelines/public",
                Access.anyone(Scope.READ_STATUSES),
                CachePolicy.POSTS,
                this::publicTimeline);
    }

    private Future<PagedResponse> home(Request request) {
        return home.page(request.account(), request.params().pageRequest(PageLimits.STATUSES));
    }

    /** Without federation there are no remote posts. */
    private Future<PagedResponse> publicTimeline(Request request) {
        Params params = request.params();
        if (params.flag("remote", false)) {
            return Future.succeededFuture(PagedResponse.empty());
        }
        return publicTimeline.page(
                request.optionalAccount(), params.flag("only_media", false), params.pageRequest(PageLimits.STATUSES));
    }
}
