package social.skein.openapi;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import social.skein.http.Access;
import social.skein.http.Asset;
import social.skein.http.Endpoints;
import social.skein.http.Response;

/** The page at {@code /docs}: Swagger UI from the jar. It loads nothing from other servers. */
public final class SwaggerUiRoutes {
    /** The library's path in its jar; the version must match pom.xml. */
    private static final String SWAGGER_UI = "/META-INF/resources/webjars/swagger-ui/5.34.1/";

    private static final String RESOURCES = "/web/docs/";
    private static final String PAGE = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    /** Permits {@code data:} images, because the library's icons are such URLs. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final List<DocsFile> files = List.of(
            new DocsFile("/docs", PAGE, Asset.fromClasspath(RESOURCES + "page.html")),
            new DocsFile("/docs/page.js", SCRIPT, Asset.fromClasspath(RESOURCES + "page.js")),
            new DocsFile("/docs/page.css", STYLE, Asset.fromClasspath(RESOURCES + "page.css")),
            new DocsFile("/docs/swagger-ui.js", SCRIPT, Asset.fromClasspath(SWAGGER_UI + "swagger-ui-bundle.js")),
            new DocsFile("/docs/swagger-ui.css", STYLE, Asset.fromClasspath(SWAGGER_UI + "swagger-ui.css")),
            new DocsFile("/docs/icon.png", "image/png", Asset.fromClasspath(SWAGGER_UI + "favicon-32x32.png")),
            new DocsFile("/docs/oauth2-redirect.html", PAGE, Asset.fromClasspath(SWAGGER_UI + "oauth2-redirect.html")),
            new DocsFile("/docs/oauth2-redirect.js", SCRIPT, Asset.fromClasspath(SWAGGER_UI + "oauth2-redirect.js")));

    private record DocsFile(String path, String type, Asset asset) {}

    public void mount(Endpoints api) {
        for (DocsFile file : files) {
            Response response = file.asset()
                    .toResponse(file.type(), Duration.ofHours(1))
                    .withHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            api.get(file.path(), Access.anyone(), request -> Future.succeededFuture(response));
        }
    }
}
