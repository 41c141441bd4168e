package social.skein.status;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;

/** Statuses over HTTP: read, read in their thread, and deleted. */
public final class StatusRoutes {
    private static final int MOST_AT_ONCE = 40;

    private final Posting posting;
    private final VisibleStatuses visible;
    private final Threads threads;
    private final StatusViews views;

    public StatusRoutes(Posting posting, VisibleStatuses visible, Threads threads, StatusViews views) {
        this.posting = posting;
        this.visible = visible;
        this.threads = threads;
        this.views = views;
    }

    public void mount(Endpoints api) {
        api.get("/api/v1/statuses", Access.anyone(Scope.READ_STATUSES), this::some)
                .get("/api/v1/statuses/:id", Access.anyone(Scope.READ_STATUSES), this::one)
                .delete("/api/v1/statuses/:id", Access.user(Scope.WRITE_STATUSES), this::delete)
                .get("/api/v1/statuses/:id/context", Access.anyone(Scope.READ_STATUSES), this::context);
    }

    private record Context(List<StatusView> ancestors, List<StatusView> descendants) {}

    private Future<StatusView> one(Request request) {
        return visible.get(request.reader(), id(request)).compose(status -> views.view(request.reader(), status));
    }

    private Future<List<StatusView>> some(Request request) {
        Set<StatusId> ids = request.params().list("id").stream()
                .map(StatusId::parse)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (ids.size() > MOST_AT_ONCE) {
            throw new Problem.Invalid("At most " + MOST_AT_ONCE + " statuses can be asked for at once");
        }
        return visible.byIds(request.reader(), ids).compose(found -> views.views(request.reader(), found));
    }

    /** It is shown as it was: its author may want to write it anew, with its poll. */
    private Future<StatusView.WithText> delete(Request request) {
        return visible.get(request.reader(), id(request))
                .compose(status -> views.view(request.reader(), status))
                .compose(view -> posting.delete(request.account(), id(request))
                        .map(status -> new StatusView.WithText(view, status.source())));
    }

    private Future<Context> context(Request request) {
        Optional<AccountId> viewer = request.reader();
        return visible.get(viewer, id(request))
                .map(status -> status.original().id())
                .compose(id -> Future.all(threads.ancestors(viewer, id), threads.descendants(viewer, id)))
                .compose(found -> context(viewer, found.resultAt(0), found.resultAt(1)));
    }

    /** Both halves are looked up at once, and taken apart again. */
    private Future<Context> context(Optional<AccountId> viewer, List<StatusId> above, List<StatusId> below) {
        List<StatusId> all = new ArrayList<>(above);
        all.addAll(below);
        Set<String> ancestors = above.stream().map(StatusId::toString).collect(Collectors.toSet());
        return visible.met(viewer, all)
                .compose(found -> views.views(viewer, found))
                .map(shown -> new Context(
                        shown.stream()
                                .filter(view -> ancestors.contains(view.id()))
                                .toList(),
                        shown.stream()
                                .filter(view -> !ancestors.contains(view.id()))
                                .toList()));
    }

    static StatusId id(Request request) {
        return StatusId.parse(request.path("id")).orElseThrow(Problem.NotFound::new);
    }
}
