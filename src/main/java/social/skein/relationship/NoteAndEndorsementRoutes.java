package social.skein.relationship;

import io.vertx.core.Future;
import social.skein.account.Account;
import social.skein.account.AccountView;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Page;
import social.skein.model.Problem;
import social.skein.model.TextLimit;

/** Private notes about accounts and endorsements over HTTP. */
public final class NoteAndEndorsementRoutes {
    private static final int MAX_NOTE_LENGTH = 2_000;

    private final AccountNotes notes;
    private final Endorsements endorsements;
    private final RelationshipViews relationshipViews;
    private final RelatedAccounts relatedAccounts;

    public NoteAndEndorsementRoutes(
            AccountNotes notes,
            Endorsements endorsements,
            RelationshipViews relationshipViews,
            RelatedAccounts relatedAccounts) {
        this.notes = notes;
        this.endorsements = endorsements;
        this.relationshipViews = relationshipViews;
        this.relatedAccounts = relatedAccounts;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/accounts/:id/note", Access.user(Scope.WRITE_ACCOUNTS), this::note)
                .post("/api/v1/accounts/:id/endorse", Access.user(Scope.WRITE_ACCOUNTS), this::endorse)
                .post("/api/v1/accounts/:id/pin", Access.user(Scope.WRITE_ACCOUNTS), this::endorse)
                .post("/api/v1/accounts/:id/unendorse", Access.user(Scope.WRITE_ACCOUNTS), this::unendorse)
                .post("/api/v1/accounts/:id/unpin", Access.user(Scope.WRITE_ACCOUNTS), this::unendorse)
                .get("/api/v1/endorsements", Access.user(Scope.READ_ACCOUNTS), this::ownEndorsements)
                .get(
                        "/api/v1/accounts/:id/endorsements",
                        Access.anyone(Scope.READ_ACCOUNTS),
                        this::accountEndorsements);
    }

    private Future<RelationshipView> note(Request request) {
        String comment =
                TextLimit.check("Comment", request.params().text("comment").orElse(""), MAX_NOTE_LENGTH);
        if (comment.indexOf('\0') >= 0) {
            throw new Problem.Invalid("Validation failed: Comment must not contain NUL");
        }
        return relatedAccounts
                .fromPath(request)
                .compose(target ->
                        notes.put(request.account(), target.id(), comment).map(target))
                .compose(target -> relationship(request, target));
    }

    private Future<RelationshipView> endorse(Request request) {
        return relatedAccounts
                .fromPath(request)
                .compose(target ->
                        endorsements.add(request.account(), target.id()).map(target))
                .compose(target -> relationship(request, target));
    }

    private Future<RelationshipView> unendorse(Request request) {
        return relatedAccounts
                .fromPath(request)
                .compose(target ->
                        endorsements.remove(request.account(), target.id()).map(target))
                .compose(target -> relationship(request, target));
    }

    private Future<RelationshipView> relationship(Request request, Account target) {
        return relationshipViews.between(request.account(), target.id());
    }

    private Future<Page<AccountView>> ownEndorsements(Request request) {
        return endorsements
                .page(request.account(), RelatedAccounts.window(request))
                .compose(relatedAccounts::views);
    }

    private Future<Page<AccountView>> accountEndorsements(Request request) {
        return relatedAccounts
                .fromPath(request)
                .compose(account -> endorsements.page(account.id(), RelatedAccounts.window(request)))
                .compose(page -> relatedAccounts.visibleViews(request.optionalAccount(), page));
    }
}
