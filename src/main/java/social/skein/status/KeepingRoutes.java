package social.skein.status;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiFunction;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.StatusId;

/** What people do with statuses that changes nothing for others: keep and pin them, and mute their threads. */
public final class KeepingRoutes {
    private final Bookmarks bookmarks;
    private final Pins pins;
    private final ConversationMutes mutes;
    private final VisibleStatuses visible;
    private final StatusViews views;

    public KeepingRoutes(
            Bookmarks bookmarks, Pins pins, ConversationMutes mutes, VisibleStatuses visible, StatusViews views) {
        this.bookmarks = bookmarks;
        this.pins = pins;
        this.mutes = mutes;
        this.visible = visible;
        this.views = views;
    }

    public void mount(Endpoints api) {
        change(api, "bookmark", Scope.WRITE_BOOKMARKS, bookmarks::add);
        change(api, "unbookmark", Scope.WRITE_BOOKMARKS, bookmarks::remove);
        change(api, "pin", Scope.WRITE_ACCOUNTS, pins::add);
        change(api, "unpin", Scope.WRITE_ACCOUNTS, pins::remove);
        change(api, "mute", Scope.WRITE_MUTES, mutes::add);
        change(api, "unmute", Scope.WRITE_MUTES, mutes::remove);
        api.get("/api/v1/bookmarks", Access.user(Scope.READ_BOOKMARKS), this::kept);
    }

    /** Each is asked of a status the viewer may see, and answers with it as it is then. */
    private void change(
            Endpoints api, String verb, Scope scope, BiFunction<AccountId, StatusId, Future<Status>> doing) {
        api.post(
                "/api/v1/statuses/:id/" + verb,
                Access.user(scope),
                request -> doing.apply(request.account(), StatusRoutes.id(request))
                        .compose(status -> views.view(request.reader(), status)));
    }

    private Future<Page<StatusView>> kept(Request request) {
        return bookmarks
                .ofAccount(request.account(), request.params().window(20, 40))
                .compose(page -> {
                    List<StatusId> ids = page.entries().stream()
                            .map(Bookmarks.Bookmark::status)
                            .toList();
                    return visible.byIds(request.reader(), ids)
                            .compose(found -> views.views(request.reader(), found))
                            .map(shown -> page.with(entries -> shown));
                });
    }
}
