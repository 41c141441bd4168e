package social.skein.timeline;

import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.relationship.Follows;
import social.skein.status.Listing;
import social.skein.status.StatusView;
import social.skein.status.StatusViews;
import social.skein.status.Statuses;
import social.skein.status.VisibleStatuses;

/** Home, public and account timelines over HTTP. */
public final class TimelineRoutes {
    private static final int USUAL = 20;
    private static final int MOST = 40;

    private final HomeTimeline home;
    private final Statuses statuses;
    private final VisibleStatuses visible;
    private final StatusViews views;
    private final Accounts accounts;
    private final Follows follows;

    public TimelineRoutes(
            HomeTimeline home,
            Statuses statuses,
            VisibleStatuses visible,
            StatusViews views,
            Accounts accounts,
            Follows follows) {
        this.home = home;
        this.statuses = statuses;
        this.visible = visible;
        this.views = views;
        this.accounts = accounts;
        this.follows = follows;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/timelines/home", Access.user(Scope.READ_STATUSES), this::home);
        api.get("/api/v1/timelines/public", Access.anyone(Scope.READ_STATUSES), this::everybody);
        api.get("/api/v1/accounts/:id/statuses", Access.anyone(Scope.READ_STATUSES), this::account);
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

    private Future<Page<StatusView>> account(Request request) {
        Params params = request.params();
        AccountId author = AccountId.parse(request.path("id")).orElseThrow(Problem.NotFound::new);
        return accounts.get(author).compose(exists -> {
            if (params.flag("only_media", false) || params.flag("pinned", false)) {
                return Future.succeededFuture(Page.empty());
            }
            return seen(request.reader(), author)
                    .map(seen -> new Listing(
                            author,
                            request.reader(),
                            seen,
                            !params.flag("exclude_replies", false),
                            !params.flag("exclude_reblogs", false),
                            params.filled("tagged").map(tag -> tag.toLowerCase(Locale.ROOT))))
                    .compose(listing -> statuses.ofAccount(listing, params.window(USUAL, MOST)))
                    .compose(page -> present(request.reader(), page));
        });
    }

    /** Which of an author's visibilities a reader sees whole; what names the reader comes on top. */
    private Future<Set<Visibility>> seen(Optional<AccountId> reader, AccountId author) {
        if (reader.isEmpty()) {
            return Future.succeededFuture(EnumSet.of(Visibility.PUBLIC, Visibility.UNLISTED));
        }
        if (reader.get().equals(author)) {
            return Future.succeededFuture(EnumSet.allOf(Visibility.class));
        }
        return follows.followedAmong(reader.get(), List.of(author))
                .map(followed -> followed.isEmpty()
                        ? EnumSet.of(Visibility.PUBLIC, Visibility.UNLISTED)
                        : EnumSet.of(Visibility.PUBLIC, Visibility.UNLISTED, Visibility.PRIVATE));
    }

    private Future<Page<StatusView>> present(Optional<AccountId> reader, Page<StatusId> page) {
        return visible.byIds(reader, page.entries())
                .compose(seen -> views.views(reader, seen))
                .map(shown -> page.with(entries -> shown));
    }
}
