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

/** What somebody keeps about others: private notes, and whom they feature on their profile. */
public final class RegardRoutes {
    private static final int LONGEST_NOTE = 2_000;

    private final AccountNotes notes;
    private final Endorsements endorsements;
    private final Relationships relationships;
    private final Others others;

    public RegardRoutes(AccountNotes notes, Endorsements endorsements, Relationships relationships, Others others) {
        this.notes = notes;
        this.endorsements = endorsements;
        this.relationships = relationships;
        this.others = others;
    }

    public void mount(Endpoints api) {
        api.post("/api/v1/accounts/:id/note", Access.user(Scope.WRITE_ACCOUNTS), this::note)
                .post("/api/v1/accounts/:id/endorse", Access.user(Scope.WRITE_ACCOUNTS), this::endorse)
                .post("/api/v1/accounts/:id/pin", Access.user(Scope.WRITE_ACCOUNTS), this::endorse)
                .post("/api/v1/accounts/:id/unendorse", Access.user(Scope.WRITE_ACCOUNTS), this::unendorse)
                .post("/api/v1/accounts/:id/unpin", Access.user(Scope.WRITE_ACCOUNTS), this::unendorse)
                .get("/api/v1/endorsements", Access.user(Scope.READ_ACCOUNTS), this::own)
                .get("/api/v1/accounts/:id/endorsements", Access.anyone(Scope.READ_ACCOUNTS), this::of);
    }

    private Future<RelationshipView> note(Request request) {
        String comment = request.params().text("comment").orElse("");
        if (comment.codePointCount(0, comment.length()) > LONGEST_NOTE || comment.indexOf('\0') >= 0) {
            throw new Problem.Invalid(
                    "Validation failed: Comment is too long (maximum is " + LONGEST_NOTE + " characters)");
        }
        return others.named(request)
                .compose(target ->
                        notes.put(request.account(), target.id(), comment).map(target))
                .compose(target -> relationship(request, target));
    }

    private Future<RelationshipView> endorse(Request request) {
        return others.named(request)
                .compose(target ->
                        endorsements.add(request.account(), target.id()).map(target))
                .compose(target -> relationship(request, target));
    }

    private Future<RelationshipView> unendorse(Request request) {
        return others.named(request)
                .compose(target ->
                        endorsements.remove(request.account(), target.id()).map(target))
                .compose(target -> relationship(request, target));
    }

    private Future<RelationshipView> relationship(Request request, Account target) {
        return relationships.between(request.account(), target.id());
    }

    private Future<Page<AccountView>> own(Request request) {
        return endorsements.of(request.account(), Others.window(request)).compose(others::show);
    }

    private Future<Page<AccountView>> of(Request request) {
        return others.named(request)
                .compose(account -> endorsements.of(account.id(), Others.window(request)))
                .compose(page -> others.showMet(request.reader(), page));
    }
}
