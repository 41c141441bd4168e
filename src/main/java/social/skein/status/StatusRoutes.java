package social.skein.status;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.http.Viewer;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.StatusId;
import social.skein.model.Visibility;

/** Statuses over HTTP: posted, read, read in their thread, and deleted. */
public final class StatusRoutes {
    private static final int MOST_AT_ONCE = 40;
    private static final int LONGEST_KEY = 255;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,3}");

    private final Posting posting;
    private final VisibleStatuses visible;
    private final Threads threads;
    private final StatusViews views;
    private final Function<Viewer, Future<Optional<Application>>> applications;

    /** @param applications what readers are told of the client a token was given to */
    public StatusRoutes(
            Posting posting,
            VisibleStatuses visible,
            Threads threads,
            StatusViews views,
            Function<Viewer, Future<Optional<Application>>> applications) {
        this.posting = posting;
        this.visible = visible;
        this.threads = threads;
        this.views = views;
        this.applications = applications;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/statuses", Access.user(Scope.WRITE_STATUSES), this::post)
                .get("/api/v1/statuses", Access.anyone(Scope.READ_STATUSES), this::some)
                .get("/api/v1/statuses/:id", Access.anyone(Scope.READ_STATUSES), this::one)
                .delete("/api/v1/statuses/:id", Access.user(Scope.WRITE_STATUSES), this::delete)
                .get("/api/v1/statuses/:id/context", Access.anyone(Scope.READ_STATUSES), this::context)
                .get("/api/v1/statuses/:id/source", Access.user(Scope.READ_STATUSES), this::source);
    }

    private record Context(List<StatusView> ancestors, List<StatusView> descendants) {}

    private Future<StatusView> post(Request request) {
        refuseWhatIsNotThereYet(request.params());
        return request.viewer()
                .map(applications)
                .orElse(Future.succeededFuture(Optional.empty()))
                .compose(application -> posting.post(asked(request, application)))
                .compose(status -> views.view(request.reader(), status));
    }

    private static NewStatus asked(Request request, Optional<Application> application) {
        Params params = request.params();
        return new NewStatus(
                request.account(),
                params.text("status").orElse(""),
                params.text("spoiler_text").orElse(""),
                params.filled("in_reply_to_id").map(id -> StatusId.parse(id).orElseThrow(Problem.NotFound::new)),
                visibility(params),
                params.flag("sensitive", false),
                params.filled("language")
                        .filter(language -> LANGUAGE.matcher(language).matches()),
                application,
                request.header("Idempotency-Key").filter(key -> !key.isBlank()).map(StatusRoutes::key));
    }

    /** Better refused than posted without its pictures. */
    private static void refuseWhatIsNotThereYet(Params params) {
        if (!params.list("media_ids").isEmpty()
                || !params.nested("poll").list("options").isEmpty()
                || params.filled("scheduled_at").isPresent()) {
            throw new Problem.Invalid("Validation failed: This server posts neither media nor polls, and only at once");
        }
    }

    static Optional<Visibility> visibility(Params params) {
        return params.filled("visibility")
                .map(word -> Visibility.parse(word)
                        .orElseThrow(() -> new Problem.Invalid(
                                "Validation failed: Visibility should be public, unlisted, private or direct")));
    }

    private static String key(String header) {
        if (header.length() > LONGEST_KEY) {
            throw new Problem.Malformed("The idempotency key should have at most " + LONGEST_KEY + " characters");
        }
        return header;
    }

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

    private Future<StatusView.WithText> delete(Request request) {
        return posting.delete(request.account(), id(request))
                .compose(status -> views.view(request.reader(), status)
                        .map(view -> new StatusView.WithText(view, status.source())));
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

    private Future<StatusView.Source> source(Request request) {
        return visible.get(request.reader(), id(request)).map(status -> {
            if (!status.author().equals(request.account())) {
                throw new Problem.NotFound();
            }
            return new StatusView.Source(status.id().toString(), status.source(), status.spoilerText());
        });
    }

    static StatusId id(Request request) {
        return StatusId.parse(request.path("id")).orElseThrow(Problem.NotFound::new);
    }
}
