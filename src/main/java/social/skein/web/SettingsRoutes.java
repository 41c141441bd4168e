package social.skein.web;

import io.vertx.core.Future;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import social.skein.account.Accounts;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.HtmlEscape;
import social.skein.http.Request;
import social.skein.http.Response;
import social.skein.model.AccountId;
import social.skein.model.Problem;
import social.skein.model.SnowflakeIds;
import social.skein.oauth.AccountAccess;
import social.skein.oauth.AuthorizedApps;
import social.skein.signin.BrowserSessions;
import social.skein.signin.Secret;
import social.skein.signin.Sessions;

/** The pages that list an account's authorized apps and browser sessions, and revoke them. */
public final class SettingsRoutes {
    private static final String APPS_PATH = "/oauth/authorized_applications";
    private static final String SESSIONS_PATH = "/auth/sessions";
    private static final int MAX_ENTRIES = 200;

    private final Accounts accounts;
    private final AuthorizedApps authorizedApps;
    private final Sessions sessions;
    private final AccountAccess access;
    private final BrowserSessions browserSessions;
    private final PageLayout layout;
    private final WebPageRequests requests;
    private final HtmlTemplate settingsTemplate = HtmlTemplate.load("settings.html");
    private final HtmlTemplate appsTemplate = HtmlTemplate.load("apps.html");
    private final HtmlTemplate sessionsTemplate = HtmlTemplate.load("sessions.html");

    public SettingsRoutes(
            Accounts accounts,
            AuthorizedApps authorizedApps,
            Sessions sessions,
            AccountAccess access,
            BrowserSessions browserSessions,
            SiteInfo site) {
        this.accounts = accounts;
        this.authorizedApps = authorizedApps;
        this.sessions = sessions;
        this.access = access;
        this.browserSessions = browserSessions;
        this.layout = new PageLayout(site);
        this.requests = new WebPageRequests(browserSessions, layout);
    }

    public void mount(Endpoints api) {
        api.get("/settings", Access.anyone(), request -> requests.showForm(request, "/settings", this::showSettings));
        api.get(APPS_PATH, Access.anyone(), request -> requests.showForm(request, APPS_PATH, this::listApps));
        api.get(
                SESSIONS_PATH,
                Access.anyone(),
                request -> requests.showForm(request, SESSIONS_PATH, this::listSessions));
        api.post(
                APPS_PATH + "/revoke",
                Access.anyone(),
                request -> requests.submitForm(request, APPS_PATH, this::revokeApp));
        api.post(
                SESSIONS_PATH + "/end",
                Access.anyone(),
                request -> requests.submitForm(request, SESSIONS_PATH, this::endSession));
    }

    private Future<Response> showSettings(Request request, AccountId account, Secret csrf) {
        return accounts.get(account)
                .map(found -> layout.page(
                        200,
                        "Your account",
                        settingsTemplate.fill(
                                Map.of("username", found.username(), "hidden", PageLayout.csrfInput(csrf)))));
    }

    private Future<Response> listApps(Request request, AccountId account, Secret csrf) {
        return authorizedApps
                .list(account, MAX_ENTRIES)
                .map(found -> listPage(
                        "Authorized apps",
                        appsTemplate,
                        found.stream().map(app -> listItem(app, csrf)).toList(),
                        "No app can use your account.",
                        doneAlert(request, "The access of the app has been revoked.")));
    }

    private Future<Response> listSessions(Request request, AccountId account, Secret csrf) {
        String currentKey = browserSessions.sessionKey(request);
        return sessions.list(account, MAX_ENTRIES)
                .map(found -> listPage(
                        "Browser sessions",
                        sessionsTemplate,
                        found.stream()
                                .map(session -> listItem(session, session.key().equals(currentKey), csrf))
                                .toList(),
                        "You are not signed in anywhere.",
                        doneAlert(request, "The session has ended.")));
    }

    private Response listPage(
            String title, HtmlTemplate template, List<String> entries, String emptyText, String alert) {
        String list = entries.isEmpty()
                ? "<p class=\"quiet\">" + emptyText + "</p>"
                : "<ul>" + String.join("\n", entries) + "</ul>";
        return layout.page(200, title, template.fill(Map.of("alert", alert, "list", list)));
    }

    private static String doneAlert(Request request, String sentence) {
        return PageLayout.alertBox("done", "status", request.params().flag("done", false) ? sentence : "");
    }

    private static String listItem(AuthorizedApps.AuthorizedApp app, Secret csrf) {
        String scopes = app.scopes().scopes().stream()
                .map(scope -> "<code title=\"" + HtmlEscape.escape(AuthorizePages.describeScope(scope)) + "\">" + scope
                        + "</code>")
                .collect(Collectors.joining(" "));
        String used = app.lastUsed()
                .map(SettingsRoutes::onDay)
                .map(day -> ", last used " + day)
                .orElse(", never used");
        return "<li class=\"entry\"><div><strong>" + HtmlEscape.escape(app.name()) + "</strong>"
                + app.website().map(SettingsRoutes::detail).orElse("")
                + detail("since " + app.since() + used)
                + "<span class=\"what\">" + scopes + "</span></div>"
                + button(
                        APPS_PATH + "/revoke",
                        csrf,
                        PageLayout.hiddenInput("app", Long.toString(app.app())),
                        "Revoke",
                        app.name())
                + "</li>";
    }

    private static String listItem(Sessions.Session session, boolean current, Secret csrf) {
        return "<li class=\"entry\"><div><strong>" + HtmlEscape.escape(session.userAgent()) + "</strong>"
                + detail("since " + session.since() + ", last seen " + onDay(session.lastSeen()))
                + (current ? detail("this browser") : "") + "</div>"
                + button(
                        SESSIONS_PATH + "/end",
                        csrf,
                        PageLayout.hiddenInput("session", session.key()),
                        "End",
                        session.userAgent())
                + "</li>";
    }

    private static String detail(String text) {
        return "<span class=\"what\">" + HtmlEscape.escape(text) + "</span>";
    }

    private static String onDay(LocalDate day) {
        return "on " + day;
    }

    private static String button(String action, Secret csrf, String hiddenInputs, String label, String target) {
        return "<form method=\"post\" action=\"" + action + "\">" + PageLayout.csrfInput(csrf) + hiddenInputs
                + "<button aria-label=\"" + HtmlEscape.escape(label + " " + target) + "\">" + label
                + "</button></form>";
    }

    private Future<Response> revokeApp(Request request, AccountId account, Secret csrf) {
        return access.revokeApp(account, parseId(request.params().text("app").orElse("")))
                .map(revoked -> Response.redirect(APPS_PATH + "?done=1"));
    }

    private Future<Response> endSession(Request request, AccountId account, Secret csrf) {
        String key = request.params().text("session").orElse("");
        return Secret.decodeHash(key)
                .map(hash -> sessions.close(account, hash))
                .orElseGet(() -> Future.failedFuture(new Problem.NotFound()))
                .map(closed -> key.equals(browserSessions.sessionKey(request))
                        ? browserSessions.clearSessionCookie(Response.redirect("/auth/sign_in"))
                        : Response.redirect(SESSIONS_PATH + "?done=1"));
    }

    private static long parseId(String text) {
        return SnowflakeIds.parse(text).orElseThrow(Problem.NotFound::new);
    }
}
