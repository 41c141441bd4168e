package social.skein.oauth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import social.skein.http.Answer;
import social.skein.http.Params;
import social.skein.model.Problem;

/** Where an app is answered to: an address it registered, letter by letter, and what it wants to be reminded of. */
record Reply(App app, RedirectUri redirectUri, Optional<String> state) {

    /** Fails where the address is not the app's own; such a mistake is shown to the person and never sent anywhere. */
    static Reply of(App app, Params params) {
        RedirectUri asked = new RedirectUri(params.text("redirect_uri").orElse(""));
        if (!app.redirectUris().contains(asked.text())) {
            throw new Problem.OAuth("invalid_request", "The redirect URI is not one that the app registered.");
        }
        return new Reply(app, asked, params.filled("state"));
    }

    Answer code(Secret code) {
        return redirectUri.isOutOfBand()
                ? Answer.redirect("/oauth/authorize/native?code=" + code.text())
                : redirect("code=" + code.text());
    }

    /** Says no; only for an app that can be told. */
    Answer error(String code, String sentence) {
        return redirect("error=" + code + "&error_description=" + encoded(sentence));
    }

    private Answer redirect(String query) {
        return Answer.redirect(redirectUri.with(
                query + state.map(reminder -> "&state=" + encoded(reminder)).orElse("")));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
