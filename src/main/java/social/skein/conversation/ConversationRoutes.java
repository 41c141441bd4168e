package social.skein.conversation;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Page;
import social.skein.model.PageLimits;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;

/** Conversations over HTTP: list, mark as read or unread, dismiss. */
public final class ConversationRoutes {
    private final Conversations conversations;
    private final ConversationViews views;

    public ConversationRoutes(Conversations conversations, ConversationViews views) {
        this.conversations = conversations;
        this.views = views;
    }

    public void mount(Endpoints api) {
        Access write = Access.user(Scope.WRITE_CONVERSATIONS);
        api.get("/api/v1/conversations", Access.user(Scope.READ_STATUSES), this::page)
                .post("/api/v1/conversations/:id/read", write, request -> setUnread(request, false))
                .post("/api/v1/conversations/:id/unread", write, request -> setUnread(request, true))
                .delete("/api/v1/conversations/:id", write, this::dismiss);
    }

    private Future<Page<ConversationView>> page(Request request) {
        return conversations
                .page(request.account(), request.params().pageRequest(PageLimits.STATUSES))
                .compose(page ->
                        views.views(request.account(), page.entries()).map(shown -> page.mapEntries(same -> shown)));
    }

    private Future<ConversationView> setUnread(Request request, boolean unread) {
        return conversations
                .setUnread(request.account(), id(request), unread)
                .map(found -> found.orElseThrow(Problem.NotFound::new))
                .compose(found -> views.views(request.account(), List.of(found)))
                .map(shown -> shown.get(0));
    }

    private Future<Map<String, String>> dismiss(Request request) {
        return conversations.dismiss(request.account(), id(request)).map(dismissed -> {
            if (!dismissed) {
                throw new Problem.NotFound();
            }
            return Map.of();
        });
    }

    private static long id(Request request) {
        return SnowflakeIds.parse(request.pathParam("id")).orElseThrow(Problem.NotFound::new);
    }
}
