package social.skein.posting;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.rendering.StatusView;
import social.skein.rendering.StatusViews;
import social.skein.status.ConversationThreads;
import social.skein.status.UndoTarget;
import social.skein.status.VisibleStatuses;

/** Statuses over HTTP: read one, read many, read a thread, delete. {@link PostRoutes} and {@link EditRoutes} write. */
public final class StatusRoutes {
    private static final int MAX_IDS = 40;

    private final StatusActions actions;
    private final VisibleStatuses visible;
    private final ConversationThreads threads;
    private final StatusViews views;

    public StatusRoutes(
            StatusActions actions, VisibleStatuses visible, ConversationThreads threads, StatusViews views) {
        this.actions = actions;
        this.visible = visible;
        this.threads = threads;
        this.views = views;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/statuses", Access.anyone(Scope.READ_STATUSES), this::listByIds)
                .cacheable("/api/v1/statuses/:id", Access.anyone(Scope.READ_STATUSES), CachePolicy.POSTS, this::get)
                .delete("/api/v1/statuses/:id", Access.user(Scope.WRITE_STATUSES), this::delete)
                .cacheable(
                        "/api/v1/statuses/:id/context",
                        Access.anyone(Scope.READ_STATUSES),
                        CachePolicy.POSTS,
                        this::context);
    }

    private record Context(List<StatusView> ancestors, List<StatusView> descendants) {}

    private Future<StatusView> get(Request request) {
        return visible.get(request.optionalAccount(), id(request))
                .compose(status -> views.view(request.optionalAccount(), status));
    }

    private Future<List<StatusView>> listByIds(Request request) {
        Set<StatusId> ids = request.params().list("id").stream()
                .map(StatusId::parse)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (ids.size() > MAX_IDS) {
            throw new Problem.Invalid("At most " + MAX_IDS + " statuses can be requested at once");
        }
        return visible.byIds(request.optionalAccount(), ids)
                .compose(found -> views.views(request.optionalAccount(), found));
    }

    /** Answers with the deleted status, its source and its poll, so that the client can offer it for editing. */
    private Future<StatusView.WithText> delete(Request request) {
        return visible.getForUndo(request.account(), id(request))
                .map(target -> requireOwn(request.account(), target))
                .compose(target -> views.view(request.optionalAccount(), target))
                .compose(view -> actions.delete(
                                request.account(), id(request), request.params().flag("delete_media", false))
                        .map(deleted -> new StatusView.WithText(view, deleted.source())));
    }

    private static UndoTarget requireOwn(AccountId author, UndoTarget target) {
        if (!target.status().author().equals(author)) {
            throw new Problem.NotFound();
        }
        return target;
    }

    private Future<Context> context(Request request) {
        Optional<AccountId> viewer = request.optionalAccount();
        return visible.get(viewer, id(request))
                .map(status -> status.original().id())
                .compose(id -> Future.all(threads.ancestors(viewer, id), threads.descendants(viewer, id)))
                .compose(found -> context(viewer, found.resultAt(0), found.resultAt(1)));
    }

    /** Loads both halves together, then splits them. */
    private Future<Context> context(
            Optional<AccountId> viewer, List<StatusId> ancestorIds, List<StatusId> descendantIds) {
        List<StatusId> all = new ArrayList<>(ancestorIds);
        all.addAll(descendantIds);
        Set<String> ancestors = ancestorIds.stream().map(StatusId::toString).collect(Collectors.toSet());
        return visible.unmutedByIds(viewer, all)
                .compose(found -> views.views(viewer, found))
                .map(shown -> new Context(
                        shown.stream()
                                .filter(view -> ancestors.contains(view.id()))
                                .toList(),
                        shown.stream()
                                .filter(view -> !ancestors.contains(view.id()))
                                .toList()));
    }

    public static StatusId id(Request request) {
        return StatusId.parse(request.pathParam("id")).orElseThrow(Problem.NotFound::new);
    }
}
