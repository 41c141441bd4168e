package social.skein.timeline;

import io.vertx.core.Future;
import java.util.Optional;
import social.skein.account.Accounts;
import social.skein.audience.Audience;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.Problem;
import social.skein.status.Status;
import social.skein.status.StatusView;
import social.skein.status.StatusViews;
import social.skein.status.Statuses;

/** Home, public and account timelines over HTTP. */
public final class TimelineRoutes {
    private static final int USUAL = 20;
    private static final int MOST = 40;

    private final HomeTimeline home;
    private final Statuses statuses;
    private final Accounts accounts;
    private final Audience audience;
    private final StatusViews views;

    public TimelineRoutes(
            HomeTimeline home, Statuses statuses, Accounts accounts, Audience audience, StatusViews views) {
        this.home = home;
        this.statuses = statuses;
        this.accounts = accounts;
        this.audience = audience;
        this.views = views;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/timelines/home", Access.user(Scope.READ_STATUSES), this::home);
        api.get("/api/v1/timelines/public", Access.anyone(Scope.READ_STATUSES), this::everybody);
        api.get("/api/v1/accounts/:id/statuses", Access.anyone(Scope.READ_STATUSES), this::account);
    }

    private Future<Page<StatusView>> home(Request request) {
        return home.page(request.account(), request.params().window(USUAL, MOST));
    }

    /** Everybody's public posts. There is no remote side, and as long as there is no media, none with media. */
    private Future<Page<StatusView>> everybody(Request request) {
        Params params = request.params();
        if (params.flag("remote", false) || params.flag("only_media", false)) {
            return Future.succeededFuture(Page.empty());
        }
        return statuses.everybody(params.window(USUAL, MOST)).compose(page -> present(request.reader(), page));
    }

    private Future<Page<StatusView>> account(Request request) {
        Params params = request.params();
        AccountId author = AccountId.parse(request.path("id")).orElseThrow(Problem.NotFound::new);
        if (params.flag("only_media", false) || params.flag("pinned", false)) {
            return accounts.get(author).map(exists -> Page.empty());
        }
        return accounts.get(author)
                .compose(exists -> statuses.by(
                        author,
                        params.window(USUAL, MOST),
                        params.flag("exclude_replies", false),
                        params.flag("exclude_reblogs", false)))
                .compose(page -> present(request.reader(), page));
    }

    private Future<Page<StatusView>> present(Optional<AccountId> reader, Page<Status> page) {
        return audience.visible(reader, page.entries(), Status::subject)
                .compose(seen -> views.views(reader, seen))
                .map(shown -> page.with(entries -> shown));
    }
}
