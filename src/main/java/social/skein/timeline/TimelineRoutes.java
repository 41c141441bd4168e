package social.skein.timeline;

import io.vertx.core.Future;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Page;
import social.skein.status.StatusView;
import social.skein.status.StatusViews;
import social.skein.status.Statuses;
import social.skein.status.VisibleStatuses;

/** Home and public timelines over HTTP. */
public final class TimelineRoutes {
    private static final int USUAL = 20;
    private static final int MOST = 40;

    private final HomeTimeline home;
    private final Statuses statuses;
    private final VisibleStatuses visible;
    private final StatusViews views;

    public TimelineRoutes(HomeTimeline home, Statuses statuses, VisibleStatuses visible, StatusViews views) {
        this.home = home;
        this.statuses = statuses;
        this.visible = visible;
        this.views = views;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/timelines/home", Access.user(Scope.READ_STATUSES), this::home);
        api.get("/api/v1/timelines/public", Access.anyone(Scope.READ_STATUSES), this::everybody);
    }

    private Future<Page<StatusView>> home(Request request) {
        return home.page(request.account(), request.params().window(USUAL, MOST));
    }

    /** Everybody's public posts. There is no remote side and, as long as there is no media, none with media. */
    private Future<Page<StatusView>> everybody(Request request) {
        Params params = request.params();
        if (params.flag("remote", false) || params.flag("only_media", false)) {
            return Future.succeededFuture(Page.empty());
        }
        return statuses.publicly(params.window(USUAL, MOST))
                .compose(page -> visible.met(request.reader(), page.entries())
                        .compose(found -> views.views(request.reader(), found))
                        .map(shown -> page.with(entries -> shown)));
    }
}
