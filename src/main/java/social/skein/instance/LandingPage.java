package social.skein.instance;

import io.vertx.core.Future;
import java.util.Locale;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.HtmlEscape;
import social.skein.http.Response;

/** The page at {@code /}: it states that the server is running and is used with a client app. */
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
            <h1>%1$s is running</h1>
            <p>This is a Skein server. To use it, open an app that supports the Mastodon client API and enter the server
            name <strong>%1$s</strong>.</p>
            <p>Server information: <a href="/api/v2/instance">/api/v2/instance</a>.
            Public timeline: <a href="/api/v1/timelines/public">/api/v1/timelines/public</a>.</p>
            </main>
            </body>
            </html>
            """;

    private final String domain;

    public LandingPage(InstanceInfo instance) {
        this.domain = instance.origin().domain();
    }

    public void mount(Endpoints api) {
        Response page = Response.html(200, String.format(Locale.ROOT, PAGE, HtmlEscape.escape(domain)))
                .withHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'; frame-ancestors 'none'");
        api.get("/", Access.anyone(), request -> Future.succeededFuture(page));
    }
}
