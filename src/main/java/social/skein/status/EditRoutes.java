package social.skein.status;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;
import social.skein.account.AccountViews;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.http.Times;
import social.skein.model.Problem;

/** Edits over HTTP: made, prepared, and looked back on. */
public final class EditRoutes {
    private final Edits edits;
    private final VisibleStatuses visible;
    private final StatusViews views;
    private final Accounts accounts;
    private final AccountViews people;

    public EditRoutes(Edits edits, VisibleStatuses visible, StatusViews views, Accounts accounts, AccountViews people) {
        this.edits = edits;
        this.visible = visible;
        this.views = views;
        this.accounts = accounts;
        this.people = people;
    }

    public void mount(Endpoints api) {
        api.put("/api/v1/statuses/:id", Access.user(Scope.WRITE_STATUSES), this::edit)
                .get("/api/v1/statuses/:id/history", Access.anyone(Scope.READ_STATUSES), this::history)
                .get("/api/v1/statuses/:id/source", Access.user(Scope.READ_STATUSES), this::source);
    }

    /** A version as the client API shows it. */
    private record EditView(
            String content,
            String spoilerText,
            boolean sensitive,
            String createdAt,
            AccountView account,
            List<Object> mediaAttachments,
            List<Object> emojis,
            @Nullable PollThen poll) {

        static EditView of(Versions.Version version, AccountView author) {
            return new EditView(
                    version.content(),
                    version.spoilerText(),
                    version.sensitive(),
                    Times.instant(version.createdAt()),
                    author,
                    List.of(),
                    List.of(),
                    version.pollOptions().map(PollThen::of).orElse(null));
        }
    }

    /** What could be chosen; votes for it are gone. */
    private record PollThen(List<OptionThen> options) {
        static PollThen of(List<String> titles) {
            return new PollThen(titles.stream().map(OptionThen::new).toList());
        }
    }

    private record OptionThen(String title) {}

    /** A repeat changes nothing any more, so an idempotency key has nothing to do here. */
    private Future<StatusView> edit(Request request) {
        return edits.own(request.account(), StatusRoutes.id(request))
                .compose(before -> edits.edit(before.id(), StatusForm.edited(request, before)))
                .compose(status -> views.view(request.reader(), status));
    }

    private Future<List<EditView>> history(Request request) {
        return visible.get(request.reader(), StatusRoutes.id(request))
                .map(Status::original)
                .compose(status -> Future.all(edits.history(status), accounts.get(status.author()))
                        .map(found -> {
                            AccountView author = people.view(found.resultAt(1));
                            return found.<List<Versions.Version>>resultAt(0).stream()
                                    .map(version -> EditView.of(version, author))
                                    .toList();
                        }));
    }

    private Future<StatusView.Source> source(Request request) {
        return visible.get(request.reader(), StatusRoutes.id(request)).map(status -> {
            if (!status.author().equals(request.account())) {
                throw new Problem.NotFound();
            }
            return new StatusView.Source(status.id().toString(), status.source(), status.spoilerText());
        });
    }
}
