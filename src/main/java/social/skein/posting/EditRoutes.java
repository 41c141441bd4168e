package social.skein.posting;

import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import social.skein.account.AccountView;
import social.skein.account.Accounts;
import social.skein.emoji.EmojiView;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.http.WireTimes;
import social.skein.media.AttachmentView;
import social.skein.model.Problem;
import social.skein.rendering.StatusBodies;
import social.skein.rendering.StatusView;
import social.skein.rendering.StatusViews;
import social.skein.status.Status;
import social.skein.status.StatusEdits;
import social.skein.status.VisibleStatuses;

/** Edits over HTTP: edit a status, read its source, list its versions. */
public final class EditRoutes {
    private final StatusEditor editor;
    private final VisibleStatuses visible;
    private final StatusViews views;
    private final StatusBodies bodies;
    private final Accounts accounts;

    public EditRoutes(
            StatusEditor editor, VisibleStatuses visible, StatusViews views, StatusBodies bodies, Accounts accounts) {
        this.editor = editor;
        this.visible = visible;
        this.views = views;
        this.bodies = bodies;
        this.accounts = accounts;
    }

    public void mount(Endpoints api) {
        api.put("/api/v1/statuses/:id", Access.user(Scope.WRITE_STATUSES), this::edit)
                .cacheable(
                        "/api/v1/statuses/:id/history",
                        Access.anyone(Scope.READ_STATUSES),
                        CachePolicy.POSTS,
                        this::history)
                .get("/api/v1/statuses/:id/source", Access.user(Scope.READ_STATUSES), this::source);
    }

    /** A version of a status in the client API. */
    private record EditView(
            String content,
            String spoilerText,
            boolean sensitive,
            String createdAt,
            AccountView account,
            List<AttachmentView> mediaAttachments,
            List<EmojiView> emojis,
            @Nullable PollEditView poll) {

        static EditView of(StatusEdits.StatusEdit edit, AccountView author, StatusBodies bodies) {
            List<String> plainTexts = Stream.concat(
                            Stream.of(edit.spoilerText()),
                            edit.pollOptions().stream().flatMap(List::stream))
                    .toList();
            return new EditView(
                    edit.content(),
                    edit.spoilerText(),
                    edit.sensitive(),
                    WireTimes.format(edit.createdAt()),
                    author,
                    edit.media().stream()
                            .map(media -> media.toView(bodies.origin()))
                            .toList(),
                    bodies.emojis().find(plainTexts, List.of(edit.content())),
                    edit.pollOptions().map(PollEditView::of).orElse(null));
        }
    }

    /** The options of the poll at that version, without votes. */
    private record PollEditView(List<OptionEditView> options) {
        static PollEditView of(List<String> titles) {
            return new PollEditView(titles.stream().map(OptionEditView::new).toList());
        }
    }

    private record OptionEditView(String title) {}

    /** Needs no idempotency key: a repeated edit changes nothing. */
    private Future<StatusView> edit(Request request) {
        return editor.requireOwn(request.account(), StatusRoutes.id(request))
                .compose(before -> editor.edit(before.id(), StatusRequestParser.parseEdit(request, before)))
                .compose(status -> views.view(request.optionalAccount(), status));
    }

    private Future<List<EditView>> history(Request request) {
        return visible.get(request.optionalAccount(), StatusRoutes.id(request))
                .map(Status::original)
                .compose(status -> Future.all(editor.history(status), accounts.get(status.author()))
                        .map(found -> {
                            AccountView author = bodies.accountViews().view(found.resultAt(1));
                            return found.<List<StatusEdits.StatusEdit>>resultAt(0).stream()
                                    .map(version -> EditView.of(version, author, bodies))
                                    .toList();
                        }));
    }

    private Future<StatusView.Source> source(Request request) {
        return visible.get(request.optionalAccount(), StatusRoutes.id(request)).map(status -> {
            if (!status.author().equals(request.account())) {
                throw new Problem.NotFound();
            }
            return new StatusView.Source(status.id().toString(), status.source(), status.spoilerText());
        });
    }
}
