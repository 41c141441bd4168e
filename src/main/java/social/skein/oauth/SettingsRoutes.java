package social.skein.oauth;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Answer;
import social.skein.http.Endpoints;
import social.skein.http.Html;
import social.skein.http.Request;
import social.skein.model.AccountId;
import social.skein.model.Ids;
import social.skein.model.Problem;

/** The pages on which somebody sees which apps and browsers can use their account, and shuts them out. */
public final class SettingsRoutes {
    private static final String APPS = "/oauth/authorized_applications";
    private static final String BROWSERS = "/auth/sessions";
    private static final int MOST = 200;

    private final Accounts accounts;
    private final Grants grants;
    private final Sessions sessions;
    private final Keys keys;
    private final Visits visits;
    private final Frame frame;
    private final Template settings = Template.of("settings.html");
    private final Template apps = Template.of("apps.html");
    private final Template browsers = Template.of("sessions.html");

    public SettingsRoutes(Accounts accounts, Grants grants, Sessions sessions, Keys keys, Visits visits, Site site) {
        this.accounts = accounts;
        this.grants = grants;
        this.sessions = sessions;
        this.keys = keys;
        this.visits = visits;
        this.frame = new Frame(site);
    }

    public void mount(Endpoints api) {
        api.get("/settings", Access.anyone(), request -> show(request, "/settings", this::settings));
        api.get(APPS, Access.anyone(), request -> show(request, APPS, this::apps));
        api.get(BROWSERS, Access.anyone(), request -> show(request, BROWSERS, this::browsers));
        api.post(APPS + "/revoke", Access.anyone(), request -> change(request, APPS, this::revoke));
        api.post(BROWSERS + "/end", Access.anyone(), request -> change(request, BROWSERS, this::end));
    }

    private interface Page {
        Future<Answer> of(Request request, AccountId account, Secret csrf);
    }

    private Future<Answer> show(Request request, String place, Page page) {
        Secret csrf = visits.csrf(request);
        return visits.account(request)
                .compose(account -> account.map(
                                person -> page.of(request, person, csrf).map(shown -> visits.remember(shown, csrf)))
                        .orElseGet(() -> Future.succeededFuture(VisitRoutes.first(place))))
                .recover(frame::explain);
    }

    /** Does what the form asks and goes back to the list, which shows that it is done. */
    private Future<Answer> change(Request request, String place, Page step) {
        return Future.succeededFuture(request)
                .compose(sent -> {
                    Secret csrf = visits.checkedCsrf(sent);
                    return visits.account(sent)
                            .compose(account -> account.map(person -> step.of(sent, person, csrf))
                                    .orElseGet(() -> Future.succeededFuture(VisitRoutes.first(place))));
                })
                .recover(frame::explain);
    }

    private Future<Answer> settings(Request request, AccountId account, Secret csrf) {
        return accounts.get(account)
                .map(person -> frame.page(
                        200,
                        "Your account",
                        settings.fill(Map.of("username", person.username(), "hidden", Frame.csrf(csrf)))));
    }

    private Future<Answer> apps(Request request, AccountId account, Secret csrf) {
        return grants.of(account, MOST)
                .map(found -> list(
                        "Apps",
                        apps,
                        found.stream().map(grant -> entry(grant, csrf)).toList(),
                        "No app may use your account.",
                        done(request, "The app is shut out.")));
    }

    private Future<Answer> browsers(Request request, AccountId account, Secret csrf) {
        String here = visits.session(request);
        return sessions.of(account, MOST)
                .map(found -> list(
                        "Browsers",
                        browsers,
                        found.stream()
                                .map(session -> entry(session, session.key().equals(here), csrf))
                                .toList(),
                        "You are signed in nowhere.",
                        done(request, "The session has ended.")));
    }

    private Answer list(String title, Template page, List<String> entries, String none, String alert) {
        String list = entries.isEmpty()
                ? "<p class=\"quiet\">" + none + "</p>"
                : "<ul>" + String.join("\n", entries) + "</ul>";
        return frame.page(200, title, page.fill(Map.of("alert", alert, "list", list)));
    }

    private static String done(Request request, String sentence) {
        return Frame.box("done", "status", request.params().flag("done", false) ? sentence : "");
    }

    private static String entry(Grants.Grant grant, Secret csrf) {
        String scopes = grant.scopes().scopes().stream()
                .map(scope -> "<code title=\"" + Html.escaped(Pages.meaning(scope)) + "\">" + scope + "</code>")
                .collect(Collectors.joining(" "));
        String used = grant.lastUsed()
                .map(SettingsRoutes::day)
                .map(day -> ", last used " + day)
                .orElse(", never used");
        return "<li class=\"entry\"><div><strong>" + Html.escaped(grant.name()) + "</strong>"
                + grant.website().map(SettingsRoutes::what).orElse("")
                + what("since " + grant.since() + used)
                + "<span class=\"what\">" + scopes + "</span></div>"
                + button(APPS + "/revoke", csrf, Frame.input("app", Long.toString(grant.app())), "Remove", grant.name())
                + "</li>";
    }

    private static String entry(Sessions.Session session, boolean here, Secret csrf) {
        return "<li class=\"entry\"><div><strong>" + Html.escaped(session.browser()) + "</strong>"
                + what("since " + session.since() + ", last seen " + day(session.lastSeen()))
                + (here ? what("this browser") : "") + "</div>"
                + button(BROWSERS + "/end", csrf, Frame.input("session", session.key()), "End", session.browser())
                + "</li>";
    }

    private static String what(String text) {
        return "<span class=\"what\">" + Html.escaped(text) + "</span>";
    }

    private static String day(LocalDate day) {
        return "on " + day;
    }

    private static String button(String action, Secret csrf, String which, String label, String whose) {
        return "<form method=\"post\" action=\"" + action + "\">" + Frame.csrf(csrf) + which + "<button aria-label=\""
                + Html.escaped(label + " " + whose) + "\">" + label + "</button></form>";
    }

    private Future<Answer> revoke(Request request, AccountId account, Secret csrf) {
        return keys.revokeApp(account, number(request.params().text("app").orElse("")))
                .map(gone -> Answer.redirect(APPS + "?done=1"));
    }

    private Future<Answer> end(Request request, AccountId account, Secret csrf) {
        String key = request.params().text("session").orElse("");
        return Secret.hash(key)
                .map(hash -> sessions.close(account, hash))
                .orElseGet(() -> Future.failedFuture(new Problem.NotFound()))
                .map(closed -> key.equals(visits.session(request))
                        ? visits.end(Answer.redirect("/auth/sign_in"))
                        : Answer.redirect(BROWSERS + "?done=1"));
    }

    private static long number(String text) {
        return Ids.parse(text).orElseThrow(Problem.NotFound::new);
    }
}
