package social.skein.instance;

import io.vertx.core.Future;
import java.util.Locale;
import social.skein.http.Access;
import social.skein.http.CachePolicy;
import social.skein.http.Endpoints;
import social.skein.http.HtmlEscape;
import social.skein.http.Response;
import social.skein.web.SiteInfo;

/** The page at {@code /}: what the server is, its rules, and how to use it with a client app. */
public final class LandingPage {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <link rel="stylesheet" href="/oauth/page.css">
            </head>
            <body>
            <main>
            <h1>%1$s</h1>
            <p>%3$s</p>
            <p>To use it, open an app that supports the Mastodon client API and enter the server name
            <strong>%2$s</strong>. %4$s</p>
            %5$s%6$s
            <p class="other">For developers: <a href="/docs">the API</a> ·
            <a href="/api/v1/timelines/public">the public timeline</a></p>
            </main>
            </body>
            </html>
            """;

    private static final String SIGN_UP = "You can also <a href=\"/auth/sign_up\">create an account</a> here.";

    private final String page;

    public LandingPage(InstanceInfo instance, SiteInfo site) {
        this.page = String.format(
                Locale.ROOT,
                PAGE,
                HtmlEscape.escape(instance.title()),
                HtmlEscape.escape(instance.origin().domain()),
                HtmlEscape.escape(instance.settings().description()),
                instance.registrationsEnabled() ? SIGN_UP : "",
                site.rulesHtml(),
                site.linksHtml());
    }

    public void mount(Endpoints api) {
        Response landing = Response.html(200, page)
                .withHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'");
        api.cacheable("/", Access.anyone(), CachePolicy.SERVER, request -> Future.succeededFuture(landing));
    }
}
