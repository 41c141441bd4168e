package social.skein.oauth;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import social.skein.http.Access;
import social.skein.http.Answer;
import social.skein.http.Endpoints;
import social.skein.http.Request;

/** Signing in on our own pages when no app asks for it, and signing out again. */
public final class VisitRoutes {
    private static final String SETTINGS = "/settings";

    /** Where somebody may want to go on to; anything else would make us a signpost to other people's pages. */
    private static final Set<String> PLACES =
            Set.of(SETTINGS, "/auth/edit", "/auth/sessions", "/oauth/authorized_applications");

    private final Visits visits;
    private final Sessions sessions;
    private final Keys keys;
    private final Frame frame;
    private final Pages pages;

    public VisitRoutes(Visits visits, Sessions sessions, Keys keys, Site site) {
        this.visits = visits;
        this.sessions = sessions;
        this.keys = keys;
        this.frame = new Frame(site);
        this.pages = new Pages(site);
    }

    public void mount(Endpoints api) {
        api.get("/auth/sign_in", Access.anyone(), this::show);
        api.post("/auth/sign_in", Access.anyone(), request -> checked(request, this::signIn));
        api.post("/auth/sign_out", Access.anyone(), request -> checked(request, this::signOut));
        api.post("/auth/sign_out_everywhere", Access.anyone(), request -> checked(request, this::signOutEverywhere));
    }

    private interface Step {
        Future<Answer> take(Request request, Secret csrf);
    }

    private Future<Answer> checked(Request request, Step step) {
        return Future.succeededFuture(request)
                .compose(sent -> step.take(sent, visits.checkedCsrf(sent)))
                .recover(frame::explain);
    }

    private Future<Answer> show(Request request) {
        Secret csrf = visits.csrf(request);
        return visits.account(request)
                .map(account -> account.isPresent()
                        ? Answer.redirect(then(request))
                        : visits.remember(pages.signIn(request.params(), csrf, "", Optional.empty()), csrf));
    }

    private Future<Answer> signIn(Request request, Secret csrf) {
        String login = request.params().text("login").orElse("");
        return visits.signIn(request, login, request.params().text("password").orElse(""))
                .map(signedIn -> signedIn.map(person -> visits.begin(Answer.redirect(then(request)), person))
                        .orElseGet(() -> pages.signIn(
                                request.params(), csrf, login, Optional.of(AuthorizeRoutes.WRONG_PASSWORD))));
    }

    private Future<Answer> signOut(Request request, Secret csrf) {
        return visits.account(request)
                .compose(account -> account.flatMap(person ->
                                Secret.hash(visits.session(request)).map(hash -> sessions.close(person, hash)))
                        .orElse(Future.succeededFuture()))
                .map(closed -> visits.end(Answer.redirect("/auth/sign_in")));
    }

    private Future<Answer> signOutEverywhere(Request request, Secret csrf) {
        return visits.account(request)
                .compose(account -> account.map(keys::closeAll).orElse(Future.succeededFuture()))
                .map(closed -> visits.end(Answer.redirect("/auth/sign_in")));
    }

    private static String then(Request request) {
        return request.params().text("then").filter(PLACES::contains).orElse(SETTINGS);
    }

    /** The way to sign in and back to one of our places. */
    static Answer first(String place) {
        return Answer.redirect("/auth/sign_in?then=" + Reply.encoded(place));
    }
}
