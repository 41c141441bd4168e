package social.skein.signin;

import java.util.Optional;
import social.skein.http.PublicUrl;
import social.skein.http.Request;
import social.skein.http.Response;

/** A secret in somebody's browser: sent only to this host, never to scripts, and not with other sites' forms. */
final class SecretCookie {
    private final String name;
    private final String attributes;

    /** On https the name itself makes browsers refuse a cookie that a neighbouring host or plain http tries to set. */
    SecretCookie(PublicUrl baseUrl, String name) {
        boolean secure = "https".equals(baseUrl.scheme());
        this.name = secure ? "__Host-" + name : name;
        this.attributes = "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    Optional<Secret> read(Request request) {
        return request.cookie(name).filter(Secret::isWellFormed).map(Secret::new);
    }

    /** The answer with the cookie, which lasts as long as the browser or the server keeps it. */
    Response set(Response response, Secret secret) {
        return response.withHeader("Set-Cookie", name + "=" + secret.text() + attributes);
    }

    /** The answer that has the browser forget the cookie. */
    Response clear(Response response) {
        return response.withHeader("Set-Cookie", name + "=" + attributes + "; Max-Age=0");
    }
}
