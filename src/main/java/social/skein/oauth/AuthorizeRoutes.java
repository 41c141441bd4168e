package social.skein.oauth;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Answer;
import social.skein.http.Asset;
import social.skein.http.Endpoints;
import social.skein.http.Params;
import social.skein.http.Request;
import social.skein.model.AccountId;
import social.skein.model.Problem;

/** The pages on which somebody lets an app in: who are you, and may it? Each page is a form, each form is answered here. */
public final class AuthorizeRoutes {
    static final String WRONG_PASSWORD = "This name and this password do not belong together.";

    private final Accounts accounts;
    private final Apps apps;
    private final Codes codes;
    private final Visits visits;
    private final Frame frame;
    private final Pages pages;

    public AuthorizeRoutes(Accounts accounts, Apps apps, Codes codes, Visits visits, Site site) {
        this.accounts = accounts;
        this.apps = apps;
        this.codes = codes;
        this.visits = visits;
        this.frame = new Frame(site);
        this.pages = new Pages(site);
    }

    public void mount(Endpoints api) {
        api.get("/oauth/authorize", Access.anyone(), request -> answer(request, ask -> show(request, ask)));
        api.post("/oauth/authorize", Access.anyone(), request -> answer(request, ask -> decide(request, ask)));
        api.post("/oauth/sign_in", Access.anyone(), request -> answer(request, ask -> signIn(request, ask)));
        api.get("/oauth/authorize/native", Access.anyone(), this::code);
        Asset.of("oauth/page.css").mount(api, "/oauth/page.css", "text/css; charset=utf-8", Duration.ofHours(1));
    }

    private interface Step {
        Future<Answer> take(Ask ask);
    }

    /** Reads what the app asks and takes the step; every problem becomes a page, or the app's to hear of. */
    private Future<Answer> answer(Request request, Step step) {
        return reply(request.params())
                .compose(reply -> Future.succeededFuture(reply)
                        .compose(known -> step.take(Ask.of(known, request.params())))
                        .recover(failure -> tell(reply, failure)))
                .recover(this::explain);
    }

    private Future<Reply> reply(Params params) {
        return apps.byClientId(params.text("client_id").orElse(""))
                .map(found -> Reply.of(
                        found.orElseThrow(() ->
                                new Problem.OAuth("invalid_client", "No app with this client id is registered here.")),
                        params));
    }

    private Future<Answer> show(Request request, Ask ask) {
        Secret csrf = visits.csrf(request);
        return visits.account(request)
                .compose(account -> account.isEmpty() || request.params().flag("force_login", false)
                        ? Future.succeededFuture(pages.signIn(ask, request.params(), csrf, "", Optional.empty()))
                        : consent(request, ask, csrf, account.get()))
                .map(page -> visits.remember(page, csrf));
    }

    private Future<Answer> consent(Request request, Ask ask, Secret csrf, AccountId account) {
        return accounts.get(account).map(person -> pages.consent(ask, request.params(), csrf, person.username()));
    }

    private Future<Answer> signIn(Request request, Ask ask) {
        Secret csrf = visits.checkedCsrf(request);
        String login = request.params().text("login").orElse("");
        return visits.signIn(request, login, request.params().text("password").orElse(""))
                .compose(signedIn -> signedIn.isEmpty()
                        ? Future.succeededFuture(
                                pages.signIn(ask, request.params(), csrf, login, Optional.of(WRONG_PASSWORD)))
                        : consent(request, ask, csrf, signedIn.get().account())
                                .map(page -> visits.begin(page, signedIn.get())));
    }

    private Future<Answer> decide(Request request, Ask ask) {
        Secret csrf = visits.checkedCsrf(request);
        if (!"allow".equals(request.params().text("decision").orElse(""))) {
            return Future.failedFuture(new Problem.OAuth(
                    "access_denied", "The resource owner or authorization server denied the request."));
        }
        return visits.account(request)
                .compose(account -> account.isEmpty()
                        ? Future.succeededFuture(pages.signIn(ask, request.params(), csrf, "", Optional.empty()))
                        : codes.issue(ask, account.get()).map(ask.reply()::code));
    }

    private Future<Answer> code(Request request) {
        String code = request.params().text("code").orElse("");
        return Future.succeededFuture(
                Secret.isOne(code) ? pages.code(code) : pages.message(400, "That did not work", "This is no code."));
    }

    /** An app that waits at an address of its own hears what was wrong; otherwise the person reads it. */
    private static Future<Answer> tell(Reply reply, Throwable failure) {
        return failure instanceof Problem.OAuth problem && !reply.redirectUri().isOutOfBand()
                ? Future.succeededFuture(reply.error(problem.code(), problem.sentence()))
                : Future.failedFuture(failure);
    }

    private Future<Answer> explain(Throwable failure) {
        return failure instanceof Problem.OAuth oauth && "access_denied".equals(oauth.code())
                ? Future.succeededFuture(
                        pages.message(200, "The app stays out", "You did not let it in. You can close this page."))
                : frame.explain(failure);
    }
}
