package social.skein.oauth;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Answer;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.model.AccountId;
import social.skein.model.Fault;
import social.skein.trace.SecurityLog;

/** The pages on which somebody takes their data away and deletes their account. */
public final class GoodbyeRoutes {
    private static final String EXPORTS = "/settings/exports";
    private static final String DELETE = "/auth/delete";

    private static final Field PASSWORD = new Field(
            "password", "password", "Your password", "", "autocomplete=\"current-password\" required autofocus");

    private final Accounts accounts;
    private final SignIn signIn;
    private final Function<AccountId, Future<Boolean>> leave;
    private final Visits visits;
    private final Frame frame;
    private final Template exports = Template.of("exports.html");
    private final Template goodbye = Template.of("delete.html");

    /** @param leave deletes an account */
    public GoodbyeRoutes(
            Accounts accounts, SignIn signIn, Function<AccountId, Future<Boolean>> leave, Visits visits, Site site) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.leave = leave;
        this.visits = visits;
        this.frame = new Frame(site);
    }

    public void mount(Endpoints api) {
        api.get(EXPORTS, Access.anyone(), this::exports);
        api.get(DELETE, Access.anyone(), this::show);
        api.post(DELETE, Access.anyone(), this::delete);
    }

    private Future<Answer> exports(Request request) {
        return visits.account(request)
                .map(account -> account.map(person -> frame.page(200, "Take your data away", exports.fill(Map.of())))
                        .orElseGet(() -> VisitRoutes.first(EXPORTS)))
                .recover(frame::explain);
    }

    private Future<Answer> show(Request request) {
        Secret csrf = visits.csrf(request);
        return visits.account(request)
                .compose(account -> account.map(
                                person -> form(200, person, csrf, List.of()).map(page -> visits.remember(page, csrf)))
                        .orElseGet(() -> Future.succeededFuture(VisitRoutes.first(DELETE))))
                .recover(frame::explain);
    }

    private Future<Answer> delete(Request request) {
        return Future.succeededFuture(request)
                .compose(sent -> {
                    Secret csrf = visits.checkedCsrf(sent);
                    return visits.account(sent)
                            .compose(account -> account.map(person -> delete(sent, person, csrf))
                                    .orElseGet(() -> Future.succeededFuture(VisitRoutes.first(DELETE))));
                })
                .recover(frame::explain);
    }

    private Future<Answer> delete(Request request, AccountId account, Secret csrf) {
        return signIn.isPassword(account, request.params().text("password").orElse(""), request.neighbourhood())
                .compose(right -> right
                        ? leave.apply(account)
                                .onSuccess(gone -> SecurityLog.note(
                                        SecurityLog.Event.ACCOUNT_DELETED, "account " + account, "by its owner"))
                                .map(gone -> visits.end(frame.message(
                                        200,
                                        "Your account is deleted",
                                        "Nobody can see it any more, and everything in it is being deleted now."
                                                + " Good-bye.")))
                        : form(422, account, csrf, List.of(Fault.invalid("password", "is not the right one"))));
    }

    private Future<Answer> form(int status, AccountId account, Secret csrf, List<Fault> faults) {
        return accounts.get(account)
                .map(person -> frame.page(
                        status,
                        "Delete your account",
                        goodbye.fill(Map.of(
                                "username",
                                person.username(),
                                "hidden",
                                Frame.csrf(csrf),
                                "fields",
                                PASSWORD.html("", faults)))));
    }
}
