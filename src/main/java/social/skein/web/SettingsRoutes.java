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

/** The pages on which somebody sees which apps and browsers can use their account, and shuts them out. */
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
    }

    public void mount(Endpoints api) {
        api.get("/settings", Access.anyone(), request -> show(request, "/settings", this::showSettings));
        api.get(APPS_PATH, Access.anyone(), request -> show(request, APPS_PATH, this::listApps));
        api.get(SESSIONS_PATH, Access.anyone(), request -> show(request, SESSIONS_PATH, this::listSessions));
        api.post(APPS_PATH + "/revoke", Access.anyone(), request -> submit(request, APPS_PATH, this::revokeApp));
        api.post(SESSIONS_PATH + "/end", Access.anyone(), request -> submit(request, SESSIONS_PATH, this::endSession));
    }

    private interface PageHandler {
        Future<Response> handle(Request request, AccountId account, Secret csrf);
    }

    private Future<Response> show(Request request, String path, PageHandler handler) {
        Secret csrf = browserSessions.csrfToken(request);
        return browserSessions
                .currentAccount(request)
                .compose(account -> account.map(person -> handler.handle(request, person, csrf)
                                .map(shown -> browserSessions.setCsrfCookie(shown, csrf)))
                        .orElseGet(() -> Future.succeededFuture(SignInRoutes.redirectToSignIn(path))))
                .recover(layout::errorPage);
    }

    /** Does what the form asks and goes back to the list, which shows that it is done. */
    private Future<Response> submit(Request request, String path, PageHandler handler) {
        return Future.succeededFuture(request)
                .compose(sent -> {
                    Secret csrf = browserSessions.verifiedCsrfToken(sent);
                    return browserSessions
                            .currentAccount(sent)
                            .compose(account -> account.map(person -> handler.handle(sent, person, csrf))
                                    .orElseGet(() -> Future.succeededFuture(SignInRoutes.redirectToSignIn(path))));
                })
                .recover(layout::errorPage);
    }

    private Future<Response> showSettings(Request request, AccountId account, Secret csrf) {
        return accounts.get(account)
                .map(person -> layout.page(
                        200,
                        "Your account",
                        settingsTemplate.fill(
                                Map.of("username", person.username(), "hidden", PageLayout.csrfInput(csrf)))));
    }

    private Future<Response> listApps(Request request, AccountId account, Secret csrf) {
        return authorizedApps
                .list(account, MAX_ENTRIES)
                .map(found -> listPage(
                        "Apps",
                        appsTemplate,
                        found.stream().map(grant -> listItem(grant, csrf)).toList(),
                        "No app may use your account.",
                        doneAlert(request, "The app is shut out.")));
    }

    private Future<Response> listSessions(Request request, AccountId account, Secret csrf) {
        String here = browserSessions.sessionKey(request);
        return sessions.list(account, MAX_ENTRIES)
                .map(found -> listPage(
                        "Browsers",
                        sessionsTemplate,
                        found.stream()
                                .map(session -> listItem(session, session.key().equals(here), csrf))
                                .toList(),
                        "You are signed in nowhere.",
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

    private static String listItem(AuthorizedApps.AuthorizedApp grant, Secret csrf) {
        String scopes = grant.scopes().scopes().stream()
                .map(scope -> "<code title=\"" + HtmlEscape.escape(AuthorizePages.describeScope(scope)) + "\">" + scope
                        + "</code>")
                .collect(Collectors.joining(" "));
        String used = grant.lastUsed()
                .map(SettingsRoutes::onDay)
                .map(day -> ", last used " + day)
                .orElse(", never used");
        return "<li class=\"entry\"><div><strong>" + HtmlEscape.escape(grant.name()) + "</strong>"
                + grant.website().map(SettingsRoutes::detail).orElse("")
                + detail("since " + grant.since() + used)
                + "<span class=\"what\">" + scopes + "</span></div>"
                + button(
                        APPS_PATH + "/revoke",
                        csrf,
                        PageLayout.hiddenInput("app", Long.toString(grant.app())),
                        "Remove",
                        grant.name())
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
                .map(gone -> Response.redirect(APPS_PATH + "?done=1"));
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
