package social.skein.interaction;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiFunction;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Page;
import social.skein.model.PageLimits;
import social.skein.model.StatusId;
import social.skein.posting.StatusRoutes;
import social.skein.rendering.StatusView;
import social.skein.rendering.StatusViews;
import social.skein.status.Status;
import social.skein.status.UndoTarget;
import social.skein.status.VisibleStatuses;

/** Bookmarks, pins and muted conversations over HTTP. */
public final class BookmarkPinMuteRoutes {
    private final Bookmarks bookmarks;
    private final Pins pins;
    private final ConversationMutes mutes;
    private final VisibleStatuses visible;
    private final StatusViews views;

    public BookmarkPinMuteRoutes(
            Bookmarks bookmarks, Pins pins, ConversationMutes mutes, VisibleStatuses visible, StatusViews views) {
        this.bookmarks = bookmarks;
        this.pins = pins;
        this.mutes = mutes;
        this.visible = visible;
        this.views = views;
    }

    public void mount(Endpoints api) {
        mountAction(api, "bookmark", Scope.WRITE_BOOKMARKS, bookmarks::add);
        mountUndo(api, "unbookmark", Scope.WRITE_BOOKMARKS, bookmarks::remove);
        mountAction(api, "pin", Scope.WRITE_ACCOUNTS, pins::add);
        mountAction(api, "unpin", Scope.WRITE_ACCOUNTS, pins::remove);
        mountAction(api, "mute", Scope.WRITE_MUTES, mutes::add);
        mountUndo(api, "unmute", Scope.WRITE_MUTES, mutes::remove);
        api.get("/api/v1/bookmarks", Access.user(Scope.READ_BOOKMARKS), this::listBookmarks);
    }

    /** An action on a status that is visible to the viewer; it returns the status with the new flags. */
    private void mountAction(
            Endpoints api, String verb, Scope scope, BiFunction<AccountId, StatusId, Future<Status>> action) {
        api.post(
                "/api/v1/statuses/:id/" + verb,
                Access.user(scope),
                request -> action.apply(request.account(), StatusRoutes.id(request))
                        .compose(status -> views.view(request.optionalAccount(), status)));
    }

    /** An action that takes back another one; the viewer may no longer see the status. */
    private void mountUndo(
            Endpoints api, String verb, Scope scope, BiFunction<AccountId, StatusId, Future<UndoTarget>> action) {
        api.post(
                "/api/v1/statuses/:id/" + verb,
                Access.user(scope),
                request -> action.apply(request.account(), StatusRoutes.id(request))
                        .compose(target -> views.view(request.optionalAccount(), target)));
    }

    private Future<Page<StatusView>> listBookmarks(Request request) {
        return bookmarks
                .byAccount(request.account(), request.params().pageRequest(PageLimits.STATUSES))
                .compose(page -> {
                    List<StatusId> ids = page.entries().stream()
                            .map(Bookmarks.Bookmark::status)
                            .toList();
                    return visible.byIds(request.optionalAccount(), ids)
                            .compose(found -> views.views(request.optionalAccount(), found))
                            .map(shown -> page.mapEntries(entries -> shown));
                });
    }
}
