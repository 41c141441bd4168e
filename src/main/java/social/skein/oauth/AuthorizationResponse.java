package social.skein.oauth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import social.skein.http.Params;
import social.skein.http.Response;
import social.skein.model.Problem;
import social.skein.signin.Secret;

/** Where an app is answered to: an address it registered, letter by letter, and what it wants to be reminded of. */
public record AuthorizationResponse(App app, RedirectUri redirectUri, Optional<String> state) {

    /** Fails where the address is not the app's own; such a mistake is shown to the person and never sent anywhere. */
    public static AuthorizationResponse parse(App app, Params params) {
        RedirectUri asked = new RedirectUri(params.text("redirect_uri").orElse(""));
        if (!app.redirectUris().contains(asked.text())) {
            throw new Problem.OAuth("invalid_request", "The redirect URI is not one that the app registered.");
        }
        return new AuthorizationResponse(app, asked, params.nonBlank("state"));
    }

    public Response success(Secret code) {
        return redirectUri.isOutOfBand()
                ? Response.redirect("/oauth/authorize/native?code=" + code.text())
                : redirect("code=" + code.text());
    }

    /** Says no; only for an app that can be told. */
    public Response error(String code, String description) {
        return redirect("error=" + code + "&error_description=" + urlEncode(description));
    }

    private Response redirect(String query) {
        return Response.redirect(redirectUri.withQuery(
                query + state.map(reminder -> "&state=" + urlEncode(reminder)).orElse("")));
    }

    public static String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
