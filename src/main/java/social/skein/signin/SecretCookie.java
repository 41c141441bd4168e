package social.skein.signin;

import java.util.Optional;
import social.skein.http.PublicUrl;
import social.skein.http.Request;
import social.skein.http.Response;

/** A cookie that holds a secret: host-only, hidden from scripts, and not sent with forms of other sites. */
final class SecretCookie {
    private final String name;
    private final String attributes;

    /**
     * On https the prefix {@code __Host-} makes browsers reject a cookie set by a sibling domain or over plain http.
     */
    SecretCookie(PublicUrl baseUrl, String name) {
        boolean secure = "https".equals(baseUrl.scheme());
        this.name = secure ? "__Host-" + name : name;
        this.attributes = "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    Optional<Secret> read(Request request) {
        return request.cookie(name).filter(Secret::isWellFormed).map(Secret::new);
    }

    /** Sets the cookie, until the browser closes. */
    Response set(Response response, Secret secret) {
        return response.withHeader("Set-Cookie", name + "=" + secret.text() + attributes);
    }

    /** Deletes the cookie. */
    Response clear(Response response) {
        return response.withHeader("Set-Cookie", name + "=" + attributes + "; Max-Age=0");
    }
}
