package social.skein.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import social.skein.http.Access;
import social.skein.http.Endpoints;
import social.skein.http.Request;
import social.skein.http.Scope;
import social.skein.model.Problem;

/** The endpoints that register an app and return the app of a token. */
public final class AppRoutes {
    private final Apps apps;
    private final String vapidKey;

    /** @param vapidKey the public key of the server's web push */
    public AppRoutes(Apps apps, String vapidKey) {
        this.apps = apps;
        this.vapidKey = vapidKey;
    }

    /** An app as the client API shows it; only the response to its registration contains the secret. */
    private record CredentialApplication(
            String id,
            String name,
            @Nullable String website,
            List<String> scopes,
            String redirectUri,
            List<String> redirectUris,
            String vapidKey,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String clientId,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String clientSecret,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer clientSecretExpiresAt) {}

    public void mount(Endpoints api) {
        api.post("/api/v1/apps", Access.anyone(), this::register);
        api.get("/api/v1/apps/verify_credentials", Access.token(), this::verifyCredentials);
    }

    private Future<CredentialApplication> register(Request request) {
        return apps.register(NewApp.parse(request.params()))
                .map(registered -> view(
                        registered.app(),
                        registered.app().clientId(),
                        registered.secret().text(),
                        0));
    }

    private Future<CredentialApplication> verifyCredentials(Request request) {
        return apps.byId(request.caller().orElseThrow().appId())
                .map(found -> view(found.orElseThrow(Problem.NotFound::new), null, null, null));
    }

    private CredentialApplication view(
            App app, @Nullable String clientId, @Nullable String secret, @Nullable Integer secretExpiresAt) {
        return new CredentialApplication(
                Long.toString(app.id()),
                app.name(),
                app.website().orElse(null),
                app.scopes().scopes().stream().map(Scope::toString).collect(Collectors.toList()),
                String.join("\n", app.redirectUris()),
                app.redirectUris(),
                vapidKey,
                clientId,
                secret,
                secretExpiresAt);
    }
}
