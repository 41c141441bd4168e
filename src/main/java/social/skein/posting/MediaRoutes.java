package social.skein.posting;

import io.vertx.core.Future;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Scope;
import social.skein.model.Problem;

/** Uploads, which are refused with a reason: there are no media yet. */
public final class MediaRoutes {
    public void mount(Endpoints api) {
        for (String path : new String[] {"/api/v1/media", "/api/v2/media"}) {
            api.post(
                    path,
                    Access.user(Scope.WRITE_MEDIA),
                    request -> Future.failedFuture(new Problem.Invalid("Validation failed: "
                            + "Pictures and other files are not supported yet; post the text without them")));
        }
    }
}
