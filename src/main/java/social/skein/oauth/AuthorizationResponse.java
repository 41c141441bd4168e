package social.skein.oauth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import social.skein.http.Params;
import social.skein.http.Response;
import social.skein.model.Problem;
import social.skein.signin.Secret;

/** The response to an authorization request: a redirect to a registered URI, with the app's state. */
public record AuthorizationResponse(App app, RedirectUri redirectUri, Optional<String> state) {

    /** Throws if the URI is not registered; such an error is shown to the user, never redirected. */
    public static AuthorizationResponse parse(App app, Params params) {
        RedirectUri requested = new RedirectUri(params.text("redirect_uri").orElse(""));
        if (app.redirectUris().stream().noneMatch(requested::matches)) {
            throw new Problem.OAuth("invalid_request", "The redirect URI is not one that the app registered.");
        }
        return new AuthorizationResponse(app, requested, params.nonBlank("state"));
    }

    public Response success(Secret code) {
        return redirectUri.isOutOfBand()
                ? Response.redirect("/oauth/authorize/native?code=" + code.text())
                : redirect("code=" + code.text());
    }

    /** Redirects with an error; not for out-of-band apps. */
    public Response error(String code, String description) {
        return redirect("error=" + code + "&error_description=" + urlEncode(description));
    }

    private Response redirect(String query) {
        return Response.redirect(redirectUri.withQuery(
                query + state.map(value -> "&state=" + urlEncode(value)).orElse("")));
    }

    public static String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
