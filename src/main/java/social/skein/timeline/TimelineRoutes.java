package social.skein.timeline;

import io.vertx.core.Future;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Linked;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;

/** Home and public timelines over HTTP. */
public final class TimelineRoutes {
    private static final int USUAL = 20;
    private static final int MOST = 40;

    private final HomeTimeline home;
    private final PublicTimeline everybodys;

    public TimelineRoutes(HomeTimeline home, PublicTimeline everybodys) {
        this.home = home;
        this.everybodys = everybodys;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/timelines/home", Access.user(Scope.READ_STATUSES), this::home);
        api.get("/api/v1/timelines/public", Access.anyone(Scope.READ_STATUSES), this::everybody);
    }

    private Future<Linked> home(Request request) {
        return home.page(request.account(), request.params().window(USUAL, MOST));
    }

    /** Everybody's public posts. There is no remote side and, as long as there is no media, none with media. */
    private Future<Linked> everybody(Request request) {
        Params params = request.params();
        if (params.flag("remote", false) || params.flag("only_media", false)) {
            return Future.succeededFuture(Linked.empty());
        }
        return everybodys.page(request.reader(), params.window(USUAL, MOST));
    }
}
