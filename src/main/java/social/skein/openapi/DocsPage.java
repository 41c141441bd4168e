package social.skein.openapi;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import social.skein.http.Access;
import social.skein.http.Answer;
import social.skein.http.Asset;
import social.skein.http.Endpoints;

/** The page at {@code /docs}: Swagger UI from the jar, showing the document. It asks nothing of any other server. */
public final class DocsPage {
    /** Where the library lies in its own jar; its version is that of pom.xml. */
    private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/5.34.1/";

    private static final String OURS = "/web/docs/";
    private static final String PAGE = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    /** The library's icons are data: addresses. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final List<File> files = List.of(
            new File("/docs", PAGE, Asset.at(OURS + "page.html")),
            new File("/docs/page.js", SCRIPT, Asset.at(OURS + "page.js")),
            new File("/docs/page.css", STYLE, Asset.at(OURS + "page.css")),
            new File("/docs/swagger-ui.js", SCRIPT, Asset.at(LIBRARY + "swagger-ui-bundle.js")),
            new File("/docs/swagger-ui.css", STYLE, Asset.at(LIBRARY + "swagger-ui.css")),
            new File("/docs/icon.png", "image/png", Asset.at(LIBRARY + "favicon-32x32.png")),
            new File("/docs/oauth2-redirect.html", PAGE, Asset.at(LIBRARY + "oauth2-redirect.html")),
            new File("/docs/oauth2-redirect.js", SCRIPT, Asset.at(LIBRARY + "oauth2-redirect.js")));

    private record File(String path, String type, Asset asset) {}

    public void mount(Endpoints api) {
        for (File file : files) {
            Answer answer =
                    file.asset().answer(file.type(), Duration.ofHours(1)).with("Content-Security-Policy", POLICY);
            api.get(file.path(), Access.anyone(), request -> Future.succeededFuture(answer));
        }
    }
}
