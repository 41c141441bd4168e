package social.skein.openapi;

import social.skein.feature.Feature;
import social.skein.http.Endpoints;
import social.skein.http.PublicUrl;

/** The description of the API and the page to try it. */
public final class OpenApiFeature implements Feature {
    private final OpenApiRoutes document;
    private final SwaggerUiRoutes page = new SwaggerUiRoutes();

    public OpenApiFeature(PublicUrl publicUrl) {
        this.document = new OpenApiRoutes(OpenApiDocument.read(publicUrl.toString()));
    }

    @Override
    public void mount(Endpoints api) {
        document.mount(api);
        page.mount(api);
    }
}
